import { Link } from 'react-aria-components';
import { Icon } from '../shell/icon.tsx';

/** Back to the queue as it was: view, filters and order. */
export function BackLink({ search }: { readonly search: string }) {
  return (
    <Link className="back" href={`/tasks${search === '' ? '' : `?${search}`}`}>
      <Icon name="back" /> Tasks
    </Link>
  );
}
