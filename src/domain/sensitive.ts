/** Words after which a person should take the call, by language, and whether they do. */
export interface SensitivePolicy {
  /** By primary language or tag. A word, or several; one that ends in `*` also begins others. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Whether the call is handed over at once. */
  readonly handOver: boolean;
}

/** Of fraud, lawyers, chargebacks and harm. */
export const sensitiveWords = {
  en: [
    ...['fraud', 'fraudulent*', 'fraudster*', 'defraud*', 'scam*', 'identity theft', 'stolen card'],
    ...['stole my card', 'card was stolen', 'lawyer*', 'attorney*', 'solicitor*', 'lawsuit*', 'suing'],
    ...['sue you', 'legal action', 'take you to court', 'small claims', 'the police', 'chargeback*'],
    ...['charge back', 'charge it back', 'reverse the charge', 'suicid*', 'kill myself', 'kill you'],
    ...['end my life', 'hurt myself', 'hurt you', 'harm myself', 'harm you', 'bomb*', 'shoot'],
  ],
  es: [
    ...['fraude*', 'fraudulent*', 'estafa*', 'timo', 'tarjeta robada', 'robaron la tarjeta'],
    ...['robaron mi tarjeta', 'robo de identidad', 'abogad*', 'demandar*', 'denuncia*', 'la policia'],
    ...['acciones legales', 'contracargo*', 'devolver el cargo', 'retroceder el cargo', 'suicid*'],
    ...['matarme', 'matarte', 'matarlos', 'hacerme dano', 'hacerte dano', 'quitarme la vida', 'bomba*'],
  ],
  fr: [
    ...['fraude*', 'frauduleu*', 'escroc*', 'arnaqu*', 'carte volee', 'vole ma carte'],
    ...["usurpation d'identite", 'avocat*', 'porter plainte', 'porte plainte', 'tribunal', 'la police'],
    ...['poursuites', 'poursuivre en justice', 'retrofacturation*', 'contre-passation', 'chargeback*'],
    ...['suicid*', 'me tuer', 'vous tuer', 'me faire du mal', 'vous faire du mal', 'bombe*'],
  ],
  de: [
    ...['betrug*', 'betruger*', 'abzock*', 'schwindel', 'gestohlene karte', 'karte gestohlen'],
    ...['karte wurde gestohlen', 'identitatsdiebstahl', 'anwalt*', 'anwalte', 'rechtsanwalt*', 'verklag*'],
    ...['vor gericht', 'rechtliche schritte', 'strafanzeige', 'polizei', 'chargeback*', 'ruckbuch*'],
    ...['zuruckbuchen', 'ruckbelastung', 'selbstmord*', 'suizid*', 'umbringen', 'mich verletzen'],
    ...['sie verletzen', 'mir etwas antun', 'ihnen etwas antun', 'bombe*'],
  ],
} as const;

/** Whether a text, in a language by its BCP 47 tag, holds one of the words: whatever their case and accents. */
export function holdsSensitiveWord(text: string, language: string, { words }: SensitivePolicy): boolean {
  const heard = plain(text);
  return wordsIn(language, words).some((word) => patternOf(word).test(heard));
}

/** Those of a language's own tag and of its primary language; of English where there are none. */
function wordsIn(language: string, words: SensitivePolicy['words']): readonly string[] {
  const tag = language.toLowerCase();
  const [primary = tag] = tag.split('-');
  const known = Object.entries(words).filter(([of]) => [tag, primary].includes(of.toLowerCase()));
  return known.length > 0 ? known.flatMap(([, of]) => of) : (words['en'] ?? []);
}

/** A word where it stands alone: letters and digits around it make another one of it. */
function patternOf(word: string): RegExp {
  const isBeginning = word.endsWith('*');
  const parts = plain(word).match(/[\p{L}\p{N}]+/gu) ?? [];
  // Without any letter it is nothing that could be said.
  if (parts.length === 0) return /(?!)/;
  const end = isBeginning ? '' : '(?![\\p{L}\\p{N}])';
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join('[^\\p{L}\\p{N}]+')}${end}`, 'u');
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}
