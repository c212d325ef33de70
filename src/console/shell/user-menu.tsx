import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { useSession } from '../api/session.ts';
import { codeWords } from '../words/kinds.ts';
import { Icon } from './icon.tsx';
import { type Preferences, prefer, usePreferences } from './preferences.ts';

const themes = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;
const densities = { compact: 'Compact', comfortable: 'Comfortable' } as const;

interface Props {
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

/** Who is signed in, how they like their pages, and the way out. */
export function UserMenu({ onKeys, onSignOut }: Props) {
  const { staff } = useSession();
  return (
    <MenuTrigger>
      <Button className="button quiet user">
        <Icon name="person" />
        <span>
          {staff.name} <span className="faint">{codeWords(staff.role)}</span>
        </span>
        <Icon name="down" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="options">
          <Choices title="Colours" of="theme" options={themes} />
          <Choices title="Rows" of="density" options={densities} />
          <Separator className="separator" />
          <MenuItem className="option" onAction={onKeys}>
            Keys
          </MenuItem>
          <MenuItem className="option" onAction={onSignOut}>
            Sign out
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

interface ChoicesProps<Of extends 'theme' | 'density'> {
  readonly title: string;
  readonly of: Of;
  readonly options: Readonly<Record<Preferences[Of], string>>;
}

function Choices<Of extends 'theme' | 'density'>({ title, of, options }: ChoicesProps<Of>) {
  const preferences = usePreferences();
  const entries = Object.entries(options) as [Preferences[Of], string][];
  return (
    <MenuSection
      className="option-section"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[preferences[of]]}
      onSelectionChange={(keys) => {
        const [chosen] = keys === 'all' ? [] : [...keys];
        if (chosen !== undefined) prefer({ [of]: chosen as Preferences[Of] });
      }}
    >
      <Header className="option-title">{title}</Header>
      {entries.map(([id, label]) => (
        <MenuItem key={id} id={id} className="option">
          {label}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
