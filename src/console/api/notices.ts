import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { noticeList } from '../../contracts/task.ts';
import { look, post } from './ask.ts';
import { useSession } from './session.ts';

const noticesKey = ['notices'];

/** Notifications that have not arrived. */
export function useNotices() {
  return useQuery({
    queryKey: noticesKey,
    queryFn: ({ signal }) => look('/v1/notices', noticeList, signal),
    refetchInterval: 30_000,
  });
}

/** Sends one again. */
export function useSendAgain() {
  const client = useQueryClient();
  const { csrf } = useSession();
  return useMutation({
    mutationFn: ({ tenant, id }: { tenant: string; id: string }) =>
      post(`/v1/notices/${encodeURIComponent(tenant)}/${encodeURIComponent(id)}/send`, { csrf }),
    onSettled: () => void client.invalidateQueries({ queryKey: noticesKey }),
  });
}
