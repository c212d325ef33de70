/**
 * What a page is told of the stream: its events as they came, and how the line is. It is open once the server has said that
 * it tells all that happens from then on: its first bytes come before that.
 */
export type Told =
  | { readonly name: string; readonly data: string }
  | { readonly name: 'line'; readonly open: true }
  | { readonly name: 'line'; readonly open: false; readonly retryAt: number };
