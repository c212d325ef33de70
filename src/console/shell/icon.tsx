const paths = {
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M8 5v3.2l2 1.3',
  alert: 'M8 2.2 14.3 13H1.7zM8 6.4v3M8 11.2v.1',
  person: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8M2.8 13.6c.5-2.6 2.5-3.9 5.2-3.9s4.7 1.3 5.2 3.9',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8M8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6',
  pen: 'm10.6 2.8 2.6 2.6L5.6 13H3v-2.6z',
  check: 'm3 8.6 3.2 3.2L13 4.6',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  next: 'M6.5 3.5 11 8l-4.5 4.5',
  down: 'm4 6 4 4 4-4',
  up: 'M8 12.5v-9M4.2 7.3 8 3.5l3.8 3.8',
  out: 'M9.5 3h3.5v3.5M13 3 7.5 8.5M11.5 9.5V13H3V4.5h3.5',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.4 10.4 14 14',
  close: 'm4 4 8 8M12 4l-8 8',
} as const;

/** A small picture beside a word, never instead of one. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
