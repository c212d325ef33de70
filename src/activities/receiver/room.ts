/** Places for what goes on at the same time. */
export interface Room {
  /** False where all are taken. */
  enter(): boolean;
  leave(): void;
}

export function roomFor(most: number): Room {
  let taken = 0;
  return {
    enter() {
      if (taken >= most) return false;
      taken += 1;
      return true;
    },
    leave() {
      taken -= 1;
    },
  };
}
