import Sequencer from '@jest/test-sequencer';

/** Two hundred callers at once would slow every other test that is on Temporal: they go beside those that are not. */
function rank({ path }) {
  if (path.endsWith('journeys/races.test.ts')) return 0;
  return /\/test\/(api|journeys|workflows|replay)\//.test(path) ? 2 : 1;
}

export default class RacesFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}
