import { Button, Link } from 'react-aria-components';
import { useLocation } from 'wouter';
import { Icon } from './icon.tsx';
import { UserMenu } from './user-menu.tsx';

const pages = [
  { href: '/tasks', label: 'Tasks' },
  { href: '/notices', label: 'Notices' },
];

interface Props {
  readonly onAll: () => void;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

export function TopBar({ onAll, onKeys, onSignOut }: Props) {
  const [location] = useLocation();
  return (
    <header className="top-bar">
      <span className="brand">Tellerline</span>
      <nav aria-label="Pages">
        {pages.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            className="tab"
            {...(location.startsWith(href) && { 'aria-current': 'page' as const })}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Button className="button quiet palette-button" onPress={onAll}>
        <Icon name="search" />
        <span className="wide-only">Do anything</span> <kbd className="wide-only">Ctrl K</kbd>
        <span className="narrow-only visually-hidden">Do anything</span>
      </Button>
      <UserMenu onKeys={onKeys} onSignOut={onSignOut} />
    </header>
  );
}
