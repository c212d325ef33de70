import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const NAME = 'tellerline.preferences';

const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  density: z.enum(['compact', 'comfortable']).catch('compact'),
  /** Whether single letters do something. */
  letters: z.boolean().catch(true),
});
export type Preferences = z.infer<typeof preferences>;

const listeners = new Set<() => void>();
let current = stored();

function stored(): Preferences {
  try {
    return preferences.parse(JSON.parse(localStorage.getItem(NAME) ?? '{}'));
  } catch {
    return preferences.parse({});
  }
}

/** Remembers a choice in this browser, and follows it at once. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(NAME, JSON.stringify(current));
  applyPreferences();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Tells the style sheets. */
export function applyPreferences(): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = current.theme;
  dataset['density'] = current.density;
}
