import { type ReactNode, useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { LineBar } from '../live/line-bar.tsx';
import { LiveUpdates } from '../live/live.tsx';
import { useCommands } from './commands.ts';
import { KeysHelp } from './keys-help.tsx';
import { Palette } from './palette.tsx';
import { prefer, usePreferences } from './preferences.ts';
import { SessionBars } from './session-bars.tsx';
import { useSignOut } from './sign-out.ts';
import { TopBar } from './top-bar.tsx';
import { Trouble } from './trouble.tsx';
import { useKeys } from './use-keys.ts';

/** What is around each page: who is signed in, how the line is, all that can be done. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<'keys' | 'all'>();
  const openAll = useCallback(() => setOpen('all'), []);
  const close = () => setOpen(undefined);
  const { notForProduction } = useSession();
  const openKeys = () => setOpen('keys');
  const signOut = useSignOut();
  useKeys(openAll);
  useShellCommands(openKeys, signOut.mutate);
  return (
    <LiveUpdates>
      <TopBar onAll={openAll} onKeys={openKeys} onSignOut={signOut.mutate} />
      {notForProduction && (
        <aside aria-label="About this sign-in" className="bar bar-note">
          <strong>Not for production.</strong> You signed in at the embedded identity provider, which anybody
          may.
        </aside>
      )}
      <main className="page">{children}</main>
      <aside aria-label="Connection and session" className="bars">
        <SessionBars />
        {signOut.error && (
          <Trouble title="You are not signed out." error={signOut.error} onRetry={signOut.mutate} />
        )}
        <LineBar />
      </aside>
      {open === 'keys' && <KeysHelp onClose={close} />}
      {open === 'all' && <Palette onClose={close} />}
    </LiveUpdates>
  );
}

function useShellCommands(openKeys: () => void, signOut: () => void): void {
  const { theme, density, letters } = usePreferences();
  const [, go] = useLocation();
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  const otherDensity = density === 'compact' ? 'comfortable' : 'compact';
  useCommands('Everywhere', [
    { label: 'Show all keys', key: '?', run: openKeys },
    { label: 'Go to the tasks', run: () => go('/tasks') },
    { label: 'Go to the notices', run: () => go('/notices') },
    { label: `Use ${otherTheme} colours`, run: () => prefer({ theme: otherTheme }) },
    { label: `Use ${otherDensity} rows`, run: () => prefer({ density: otherDensity }) },
    {
      label: letters ? 'Turn single letters off' : 'Turn single letters on',
      run: () => prefer({ letters: !letters }),
    },
    { label: 'Sign out', run: signOut },
  ]);
}
