import { describe, expect, test } from '@jest/globals';
import { type SpokenLanguage, spokenLanguages } from '../../src/domain/language.ts';
import { speechIn } from '../../src/speech/index.ts';
import { amountsIn, everythingIn, figuresIn, firstSentence, isPart } from './walk.ts';

/** What would tell a caller that they have their money: a bank has still to show it. */
const english = /you (now )?have (it|the money|received)|in your account|has arrived|was paid out/i;
const claims: Record<SpokenLanguage, RegExp> = {
  en: english,
  'en-GB': english,
  es: /en su cuenta|ya tiene|ha recibido|ha llegado|fue (pagado|abonado)|ingresado/i,
  fr: /sur votre compte|vous avez reçu|vous avez l’argent|est arrivé|a été (versé|crédité)/i,
  de: /auf Ihrem Konto\b|haben Sie (erhalten|das Geld)|angekommen|eingegangen|gutgeschrieben|ausgezahlt/i,
};

const walks = spokenLanguages.map((language) => ({ language, all: everythingIn(language) }));
const american = walks[0]?.all ?? [];

describe.each(walks)('in $language', ({ language, all }) => {
  const says = all.map(({ say }) => say);

  test('every sentence is one line that begins and ends as one, and is short', () => {
    const odd = all.filter((said) => !isPart(said) && !/^[¿¡]?\p{Lu}.{1,550}[.?]$/u.test(said.say));
    expect(odd).toEqual([]);
  });

  test.each([
    ['a placeholder', /undefined|NaN|null|Infinity|\[object|\$\{|\{\{|[<>{}]|function|=>/],
    ['a gap or stops that pile up', / {2}|[^\S ]|\.\.|\.,|,,|,\.| [.,?]/],
    ['an id of Stripe’s', /\b(pi|ch|re|cus|du)_/],
    ['a claim that the money has come', claims[language]],
  ])('no sentence holds %s, whatever the facts', (_what, pattern) => {
    expect(says.filter((say) => pattern.test(say))).toEqual([]);
  });

  test('digits stand alone or one by one as on a card, never two facts in a row', () => {
    const runs = says.flatMap((say) => say.match(/\d+(?:[ ,.]\d+)*/g) ?? []);
    const plain = /^(\d( \d){3}|\d \d|\d+([.,]\d+)?|\d{1,3}(,\d{3})+(\.\d+)?)$/;
    expect(runs.filter((run) => !plain.test(run))).toEqual([]);
  });

  test('an option is named in the question as it is named alone', () => {
    for (const { args, say } of all.filter(({ name }) => name === 'stage.askWhich')) {
      for (const option of args[0] as string[]) expect(say).toContain(option);
      expect(say.match(/\?/g)).toHaveLength(1);
    }
  });
});

const others = walks.filter(({ language }) => !language.startsWith('en'));

describe.each(others)('the same is said in $language as in English', ({ language, all }) => {
  const pairs = all.map((said, n) => ({ ...said, english: american[n]?.say ?? '' }));

  test('in other words', () => {
    expect(pairs.filter(({ say, english }) => say === english)).toEqual([]);
  });

  test('with the same figures', () => {
    const apart = pairs.filter(({ say, english }) => figuresIn(say) !== figuresIn(english));
    expect(apart).toEqual([]);
  });

  test('with the amounts in its own words', () => {
    const { money } = speechIn(language).terms;
    const inEnglish = speechIn('en').terms.money;
    const lost = pairs.filter(({ args, say, english }) =>
      amountsIn(args).some((amount) => english.includes(inEnglish(amount)) && !say.includes(money(amount))),
    );
    expect(lost).toEqual([]);
  });

  test('by a first sentence that is constant where it is in English, since its audio is cached', () => {
    const first = new Map(pairs.map(({ say, english }) => [firstSentence(english), firstSentence(say)]));
    const apart = pairs.filter(
      ({ say, english }) => first.get(firstSentence(english)) !== firstSentence(say),
    );
    expect(apart).toEqual([]);
  });
});

test('words are found by RFC 4647 look-up, American English where there are none', () => {
  const looked = ['en-US', 'en-AU', 'EN-gb', 'es-MX', 'es-419', 'fr-CA', 'de-AT-1996', 'tlh', ''];
  const found = ['en', 'en', 'en-GB', 'es', 'es', 'fr', 'de', 'en', 'en'];
  expect(looked.map(speechIn)).toEqual(found.map(speechIn));
  expect(new Set(spokenLanguages.map(speechIn)).size).toBe(spokenLanguages.length);
});
