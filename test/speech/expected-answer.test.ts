import { describe, expect, test } from '@jest/globals';
import { expectedBy } from '../../src/domain/expected-answer.ts';
import { speechIn } from '../../src/speech/index.ts';

const now = Date.parse('2026-11-24T12:00:00Z');

describe('an answer can be expected', () => {
  test.each([
    ['2026-11-24T16:37:00.000Z', 'UTC', { when: 'today', day: '2026-11-24', hour: 17 }],
    ['2026-11-24T17:00:00.000Z', 'UTC', { when: 'today', day: '2026-11-24', hour: 17 }],
    ['2026-11-24T23:30:00.000Z', 'UTC', { when: 'today', day: '2026-11-24', hour: 24 }],
    ['2026-11-25T00:00:00.000Z', 'UTC', { when: 'today', day: '2026-11-24', hour: 24 }],
    ['2026-11-25T00:20:00.000Z', 'UTC', { when: 'tomorrow', day: '2026-11-25', hour: 1 }],
    ['2026-11-30T11:00:00.000Z', 'UTC', { when: 'later', day: '2026-11-30', hour: 11 }],
    ['2026-11-25T00:20:00.000Z', 'America/New_York', { when: 'today', day: '2026-11-24', hour: 20 }],
  ])('of %s in %s by the next full hour', (due, timeZone, by) => {
    expect(expectedBy(due, now, timeZone)).toEqual(by);
  });

  test('no more once it is overdue', () => {
    expect(expectedBy('2026-11-24T12:00:00.000Z', now, 'UTC')).toBeUndefined();
  });

  test.each([
    ['en', 17, 'You can expect an answer by tomorrow at 5 in the afternoon.'],
    ['en', 9, 'You can expect an answer by tomorrow at 9 in the morning.'],
    ['en', 20, 'You can expect an answer by tomorrow at 8 in the evening.'],
    ['en', 12, 'You can expect an answer by tomorrow at noon.'],
    ['en', 24, 'You can expect an answer by tomorrow at midnight.'],
    ['de', 17, 'Sie können bis morgen um 17 Uhr mit einer Antwort rechnen.'],
    ['es', 17, 'Puede esperar una respuesta antes de las 17 horas de mañana.'],
    ['es', 12, 'Puede esperar una respuesta antes del mediodía de mañana.'],
    ['fr', 17, 'Vous pouvez compter sur une réponse demain avant 17 heures.'],
    ['fr', 24, 'Vous pouvez compter sur une réponse demain avant minuit.'],
  ])('in %s, by %i o’clock', (language, hour, said) => {
    expect(speechIn(language).support.answerBy({ when: 'tomorrow', day: '2026-11-25', hour })).toBe(said);
  });

  test.each([
    ['en', 'by November 30th at 11 in the morning.'],
    ['en-GB', 'by the 30th of November at 11 in the morning.'],
    ['de', 'bis zum 30. November um 11 Uhr'],
    ['es', 'antes de las 11 horas del 30 de noviembre.'],
    ['fr', 'le 30 novembre avant 11 heures.'],
  ])('in %s, days ahead', (language, said) => {
    expect(speechIn(language).support.answerBy({ when: 'later', day: '2026-11-30', hour: 11 })).toContain(
      said,
    );
  });
});
