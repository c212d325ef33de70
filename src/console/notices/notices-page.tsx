import { useNotices } from '../api/notices.ts';
import { refusalIn } from '../api/refusal.ts';
import { NotAllowed } from '../shell/not-allowed.tsx';
import { Stale } from '../shell/stale.tsx';
import { useTabTitle } from '../shell/tab-title.ts';
import { Trouble } from '../shell/trouble.tsx';
import { NoticeLine } from './notice-line.tsx';

/** What the tenants' own systems should have been told and were not. */
export function NoticesPage() {
  const { data, error, isPending, refetch } = useNotices();
  const isForbidden = error !== null && refusalIn(error).name === 'not-allowed';
  useTabTitle('Notices');
  return (
    <>
      <h1>Notices that have not arrived</h1>
      <p className="faint">
        What your own systems should have been told. Each is tried again by itself until it is given up.
      </p>
      {isForbidden && <NotAllowed />}
      {error && !isForbidden && data && <Stale error={error} onRetry={() => void refetch()} />}
      {error && !isForbidden && !data && (
        <Trouble title="The notices cannot be shown." error={error} onRetry={() => void refetch()} />
      )}
      {isPending && (
        <div role="status" className="card bone bone-tall">
          <span className="visually-hidden">Loading the notices</span>
        </div>
      )}
      {data?.notices.length === 0 && (
        <section className="empty">
          <h2>All have arrived</h2>
          <p>Nothing failed lately.</p>
        </section>
      )}
      {data && data.notices.length > 0 && (
        <ul className="notices">
          {data.notices.map((notice) => (
            <NoticeLine key={`${notice.tenant} ${notice.id}`} notice={notice} />
          ))}
        </ul>
      )}
    </>
  );
}
