import type { RequestHandler } from 'express';
import { problemAnswer, send } from './answer.ts';

/** Answers every method that a path does not serve. */
export function onlyMethods(...methods: readonly string[]): RequestHandler {
  return (_request, response) => {
    send(response, problemAnswer('method-not-allowed', {}, { Allow: methods.join(', ') }));
  };
}
