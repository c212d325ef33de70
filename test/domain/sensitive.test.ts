import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holdsSensitiveWord, sensitiveWords } from '../../src/domain/sensitive.ts';

const own = { words: sensitiveWords, handOver: true };
const holds = (text: string, language: string) => holdsSensitiveWord(text, language, own);

describe.each([
  [
    'en-US',
    ['This is FRAUD.', 'It was fraudulently charged', 'You scammed me!', "I'll talk to my lawyer"],
    ['I will sue you', 'we take you to court', 'I am filing a charge-back', 'I will  kill\nmyself'],
    ['I never got my parcel', 'Sue told me to call', 'my scanner is broken', 'I paid by bank transfer'],
    ['The shooting star lamp', 'courtesy call', 'defrayed costs', 'it is unfraudlike', 'Bill Attorn'],
  ],
  [
    'es-ES',
    ['Esto es un fraude', 'es una ESTAFA', 'voy a llamar a mi abogada', 'Los voy a demandar'],
    ['pediré un contracargo', 'voy a hacerme daño', 'robaron mi tarjeta', 'se va a suicidar'],
    ['no me llegó el paquete', 'estaba fuera', 'quiero mi dinero', 'es una bolsa'],
    ['el tiempo pasa', 'estufa de gas', 'abono mensual', 'la demanda de hoy'],
  ],
  [
    'fr-FR',
    ["C'est une fraude", 'une arnaque !', 'je vais appeler mon avocat', 'je porte plainte'],
    ['carte VOLÉE', 'une usurpation d’identité', 'je vais me tuer', 'des escrocs'],
    ['je n’ai rien reçu', 'je veux être remboursé', 'la carte est arrivée', 'un volet cassé'],
    ['un plat avec des fruits', 'la tribune', 'il se plaint', 'le policier du jeu'],
  ],
  [
    'de-DE',
    ['Das ist Betrug!', 'Sie Betrüger', 'mein Rechtsanwalt meldet sich', 'ich werde Sie verklagen'],
    ['ich mache eine Rückbuchung', 'die Karte wurde gestohlen', 'Strafanzeige', 'ich werde mich umbringen'],
    ['das Paket kam nie an', 'der Betrag ist falsch', 'ich möchte mein Geld zurück', 'anwesend war ich'],
    ['es ist zu klein', 'die Farbe gefällt mir nicht', 'der Gerichtshofweg 3', 'das war schwindelfrei'],
  ],
])('in %s', (language, some, more, none, near) => {
  test.each([...some, ...more])('“%s” is sensitive', (text) => {
    expect(holds(text, language)).toBe(true);
  });
  test.each([...none, ...near])('“%s” is not', (text) => {
    expect(holds(text, language)).toBe(false);
  });
});

test('each word of each language is found in itself, in capitals and without its accents', () => {
  for (const [language, words] of Object.entries(sensitiveWords))
    for (const word of words) {
      const said = word.replace('*', '');
      expect([word, holds(`so ${said}, yes`, language)]).toEqual([word, true]);
      expect([word, holds(said.toUpperCase(), language)]).toEqual([word, true]);
    }
});

test('accents matter neither in what is said nor in the words of a tenant', () => {
  const policy = { words: { es: ['ESTAFÓ', 'dañ*'] }, handOver: true };
  expect(holdsSensitiveWord('me estafo', 'es', policy)).toBe(true);
  expect(holdsSensitiveWord('me han danado', 'es', policy)).toBe(true);
  expect(holdsSensitiveWord('una estafa', 'es', policy)).toBe(false);
});

test('a tag of its own counts beside its language; one without words is held to English', () => {
  const policy = { words: { en: ['fraud'], 'de-AT': ['anzeige'] }, handOver: true };
  expect(holdsSensitiveWord('Anzeige!', 'de-AT', policy)).toBe(true);
  expect(holdsSensitiveWord('Anzeige!', 'de-DE', policy)).toBe(false);
  expect(holdsSensitiveWord('this is fraud', 'de-DE', policy)).toBe(true);
  expect(holdsSensitiveWord('anything', 'fr', { words: {}, handOver: true })).toBe(false);
});

test('a word without letters is nothing that could be said', () => {
  expect(holdsSensitiveWord('anything * at all', 'en', { words: { en: ['*', '…'] }, handOver: true })).toBe(
    false,
  );
});

test('a word inside of another is no word, whatever stands around it', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789ñéß');
  fc.assert(
    fc.property(letter, letter, (before, after) => {
      expect(holds(`${before}fraud`, 'en')).toBe(false);
      expect(holds(`attorney general ${before}lawsuit${after}`.slice(17), 'en')).toBe(false);
      expect(holds(`suing${after}`, 'en')).toBe(false);
    }),
  );
});

test('no text makes it fail, and punctuation hides no word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(typeof holds(text, 'en')).toBe('boolean');
    }),
  );
  const mark = fc.constantFrom(...' .,;:!?-–—"“”\'()[]/\n\t');
  fc.assert(
    fc.property(mark, mark, (before, after) => {
      expect(holds(`well${before}fraud${after}`, 'en')).toBe(true);
    }),
  );
});
