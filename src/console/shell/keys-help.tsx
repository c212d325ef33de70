import { Keyboard, Switch } from 'react-aria-components';
import { offered } from './commands.ts';
import { prefer, usePreferences } from './preferences.ts';
import { Sheet } from './sheet.tsx';

const always = [
  { key: 'Ctrl+K', label: 'Everything that can be done here' },
  { key: 'Ctrl+Enter', label: 'Send what is written or reviewed' },
  { key: 'Tab', label: 'To the next control' },
  { key: 'Arrows', label: 'Within a list, a menu or choices' },
];

const shownAs: Readonly<Record<string, string>> = { Escape: 'Esc' };

/** All keys of the page, and whether letters count. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { letters } = usePreferences();
  return (
    <Sheet title="Keys" onClose={onClose}>
      <Switch className="switch" isSelected={letters} onChange={(on) => prefer({ letters: on })}>
        <span className="switch-track" />
        Single letters do something
      </Switch>
      <div className="keys">
        {offered().map(({ title, commands }) => (
          <KeyList
            key={title}
            title={title}
            keys={commands.flatMap(({ key, label }) => (key === undefined ? [] : [{ key, label }]))}
          />
        ))}
        <KeyList title="Always" keys={always} />
      </div>
    </Sheet>
  );
}

interface KeyListProps {
  readonly title: string;
  readonly keys: readonly { readonly key: string; readonly label: string }[];
}

function KeyList({ title, keys }: KeyListProps) {
  if (keys.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <Keyboard>{shownAs[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</Keyboard>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
