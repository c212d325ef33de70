import { FieldError, Group, Input, Label, NumberField } from 'react-aria-components';
import { exponent } from '../../contracts/money.ts';
import { moneyWords } from '../words/money.ts';

interface Props {
  readonly currency: string;
  /** Minor units. */
  readonly most: number | undefined;
  readonly onChange: (minorUnits: number | undefined) => void;
  readonly autoFocus?: boolean;
}

/** An amount that a person gives, in units as they are said; what it tells is in minor units. */
export function AmountField({ currency, most, onChange, autoFocus = false }: Props) {
  const digits = exponent(currency);
  const scale = 10 ** digits;
  const limit = most === undefined ? {} : { maxValue: most / scale };
  return (
    <NumberField
      minValue={1 / scale}
      {...limit}
      step={1 / scale}
      formatOptions={{ minimumFractionDigits: digits, maximumFractionDigits: digits }}
      onChange={(units) => onChange(Number.isFinite(units) ? Math.round(units * scale) : undefined)}
      isRequired
      autoFocus={autoFocus}
    >
      <Label className="label">
        Amount in {currency.toUpperCase()}
        {most !== undefined && (
          <span className="faint"> at most {moneyWords({ value: most, currency })}</span>
        )}
      </Label>
      <Group className="amount-field">
        <span aria-hidden="true">{currency.toUpperCase()}</span>
        <Input />
      </Group>
      <FieldError className="field-error" />
    </NumberField>
  );
}
