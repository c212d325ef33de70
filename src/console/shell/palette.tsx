import { Autocomplete, Input, Keyboard, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import { offered } from './commands.ts';
import { Sheet } from './sheet.tsx';

/** Everything that can be done here, found by a few of its letters. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const commands = offered().flatMap((group) => group.commands);
  return (
    <Sheet title="What would you like to do?" onClose={onClose}>
      <Autocomplete filter={contains}>
        <SearchField className="search" aria-label="Find something to do" autoFocus>
          <Input placeholder="Type a few letters" />
        </SearchField>
        <Menu className="options palette" aria-label="What can be done here">
          {commands.map(({ label, key, run }) => (
            <MenuItem
              key={label}
              id={label}
              className="option"
              textValue={label}
              onAction={() => {
                onClose();
                // After the dialog has given its focus back.
                setTimeout(run);
              }}
            >
              {label}
              {key?.length === 1 && <Keyboard>{key.toUpperCase()}</Keyboard>}
            </MenuItem>
          ))}
        </Menu>
      </Autocomplete>
    </Sheet>
  );
}
