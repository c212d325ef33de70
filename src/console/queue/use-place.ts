import { useLocation, useSearch } from 'wouter';
import { type Place, readPlace, writePlace } from './place.ts';

/** The place in the queue, which lives in the address; a change of it is one step back for the browser's button. */
export function usePlace(): readonly [Place, (change: Partial<Place>, how?: { replace: boolean }) => void] {
  const search = useSearch();
  const [, go] = useLocation();
  const place = readPlace(search);
  return [place, (change, how) => go(`/tasks${writePlace({ ...place, ...change })}`, how)];
}
