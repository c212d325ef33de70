import { useEffect } from 'react';

/** Names the browser's tab after what is open. */
export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tellerline`;
  }, [title]);
}
