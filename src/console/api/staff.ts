import { useQuery } from '@tanstack/react-query';
import { staffList } from '../../contracts/task.ts';
import { look } from './ask.ts';

/** Those who have signed in lately: only supervisors are told. */
export function useStaff(enabled: boolean) {
  return useQuery({
    queryKey: ['staff'],
    queryFn: ({ signal }) => look('/v1/staff', staffList, signal),
    enabled,
    staleTime: 60_000,
  });
}
