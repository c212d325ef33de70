import { Button } from 'react-aria-components';
import { Icon } from '../shell/icon.tsx';

interface Props {
  readonly fresh: number;
  readonly gone: number;
  readonly onShow: () => void;
}

/** What has changed in the queue since its rows were put in order; pressed, it shows it. */
export function NewBar({ fresh, gone, onShow }: Props) {
  const words = [fresh > 0 && `${fresh} new`, gone > 0 && `${gone} no longer here`]
    .filter(Boolean)
    .join(', ');
  return (
    <div role="status" className="new-place">
      {words !== '' && (
        <Button className="button new" onPress={onShow}>
          <Icon name="up" />
          {words}
        </Button>
      )}
    </div>
  );
}
