import { useCommands } from '../shell/commands.ts';
import type { WayOn } from './use-way-on.ts';

export function useTaskKeys({ next, previous, back }: WayOn): void {
  useCommands('Task', [
    { label: 'Next task', key: 'j', run: next },
    { label: 'Previous task', key: 'k', run: previous },
    { label: 'Back to the tasks', key: 'Escape', run: back },
  ]);
}
