import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface PickOption {
  readonly id: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly options: readonly PickOption[];
  readonly value: string;
  readonly onPick: (id: string) => void;
}

/** One of a few. */
export function Pick({ label, options, value, onPick }: Props) {
  return (
    <Select className="pick" value={value} onChange={(key) => onPick(String(key))}>
      <Label className="label">{label}</Label>
      <Button className="button">
        <SelectValue /> <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {({ id, label: words }) => (
            <ListBoxItem id={id} className="option" textValue={words}>
              {words}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
