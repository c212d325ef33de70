import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { Icon } from '../shell/icon.tsx';
import { Pick } from '../shell/pick.tsx';
import { kindWords, queueWords } from '../words/kinds.ts';
import type { Place } from './place.ts';

const ANY = 'any';
const anyOf = (label: string, words: Readonly<Record<string, string>>) => [
  { id: ANY, label },
  ...Object.entries(words).map(([id, text]) => ({ id, label: text })),
];
const kinds = anyOf('All kinds', kindWords);
const queues = anyOf('All queues', queueWords);
const orders = [
  { id: 'due', label: 'Due first' },
  { id: 'opened', label: 'Oldest first' },
  { id: 'amount', label: 'Largest amount first' },
];

/** How long typing has to pause before the queue is searched, milliseconds. */
const TYPING = 250;

interface Props {
  readonly place: Place;
  readonly onChange: (change: Partial<Place>, how?: { replace: boolean }) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

export function Filters({ place, onChange, searchRef }: Props) {
  const chosen = (id: string) => (id === ANY ? undefined : id);
  return (
    <search className="filters">
      <Search
        text={place.q ?? ''}
        searchRef={searchRef}
        onSearch={(q) => onChange({ q }, { replace: true })}
      />
      <Pick
        label="Kind"
        options={kinds}
        value={place.kind ?? ANY}
        onPick={(id) => onChange({ kind: chosen(id) as Place['kind'] })}
      />
      <Pick
        label="Queue"
        options={queues}
        value={place.queue ?? ANY}
        onPick={(id) => onChange({ queue: chosen(id) as Place['queue'] })}
      />
      <Pick
        label="Order"
        options={orders}
        value={place.sort}
        onPick={(id) => onChange({ sort: id as Place['sort'] })}
      />
    </search>
  );
}

interface SearchProps {
  readonly text: string;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onSearch: (text: string) => void;
}

function Search({ text, searchRef, onSearch }: SearchProps) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => onSearch(typed), TYPING);
    return () => clearTimeout(timer);
  });
  return (
    <SearchField className="search" aria-label="Search by reference" value={typed} onChange={setTyped}>
      <Icon name="search" />
      <Input ref={searchRef} placeholder="Reference, payment …" />
      <Button className="button quiet icon-only" aria-label="Clear the search">
        <Icon name="close" />
      </Button>
    </SearchField>
  );
}
