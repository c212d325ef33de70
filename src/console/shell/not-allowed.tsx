import { useSession } from '../api/session.ts';
import { codeWords } from '../words/kinds.ts';

/** For who is signed in and may not see this. */
export function NotAllowed() {
  const { staff } = useSession();
  return (
    <section className="empty">
      <h2>This is not yours to see</h2>
      <p>
        {staff.name}, you are signed in as {codeWords(staff.role).toLowerCase()}, and this belongs to others.
        Ask whoever runs Tellerline for a role or a tenant.
      </p>
    </section>
  );
}
