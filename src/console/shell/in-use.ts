/** How long after the last key or press a page counts as being used, milliseconds. */
const IN_USE = 120_000;

let usedAt = Date.now();
const note = () => {
  usedAt = Date.now();
};
for (const event of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchmove'])
  addEventListener(event, note, { passive: true });

/** Whether somebody is at the page: what it does by itself keeps neither a claim nor a session. */
export function isInUse(): boolean {
  return document.visibilityState === 'visible' && Date.now() - usedAt < IN_USE;
}
