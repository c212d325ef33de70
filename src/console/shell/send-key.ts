import { useEffect } from 'react';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>;

/** Ctrl+Enter, or Cmd+Enter. */
export function isSend({ key, ctrlKey, metaKey }: Pressed): boolean {
  return key === 'Enter' && (ctrlKey || metaKey);
}

/** Sends what a dialog shows, wherever in it the focus is. */
export function useSendKey(send: () => void): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (!isSend(event)) return;
      event.preventDefault();
      event.stopPropagation();
      send();
    }
    document.addEventListener('keydown', pressed, true);
    return () => document.removeEventListener('keydown', pressed, true);
  }, [send]);
}
