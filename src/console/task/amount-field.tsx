import { useState } from 'react';
import { FieldError, Group, Input, Label, TextField } from 'react-aria-components';
import { parseDecimal, toDecimal } from '../../contracts/money.ts';
import { moneyWords } from '../words/money.ts';

interface Props {
  readonly currency: string;
  /** Minor units. */
  readonly most: number | undefined;
  /** Called on each letter, since the button that sends it says it: with minor units, or undefined for no amount. */
  readonly onChange: (minorUnits: number | undefined) => void;
  readonly isDisabled: boolean;
}

/** An amount that a person gives, as it is said: "100.00". */
export function AmountField({ currency, most, onChange, isDisabled }: Props) {
  const [text, setText] = useState('');
  const problem = problemOf(text, currency, most);
  return (
    <TextField
      value={text}
      onChange={(typed) => {
        setText(typed);
        onChange(problemOf(typed, currency, most) === undefined ? parsed(typed, currency) : undefined);
      }}
      isInvalid={problem !== undefined && text !== ''}
      isRequired
      isDisabled={isDisabled}
      autoFocus
      inputMode="decimal"
    >
      <Label className="label">
        Amount in {currency.toUpperCase()}
        {most !== undefined && (
          <span className="faint">, at most {moneyWords({ value: most, currency })}</span>
        )}
      </Label>
      <Group className="amount-field">
        <span aria-hidden="true">{currency.toUpperCase()}</span>
        <Input />
      </Group>
      <FieldError className="field-error">{problem}</FieldError>
    </TextField>
  );
}

const parsed = (text: string, currency: string) => parseDecimal(text.trim(), currency);

function problemOf(text: string, currency: string, most: number | undefined): string | undefined {
  const value = parsed(text, currency);
  if (value === undefined) return `Write it like ${toDecimal({ value: 12_500, currency })}.`;
  if (value === 0) return 'It has to be more than zero.';
  return most !== undefined && value > most ? 'That is more than was asked for.' : undefined;
}
