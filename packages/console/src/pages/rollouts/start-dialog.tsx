import { rolloutStart } from '@netberth/api';
import type { OutputOf, Rollout } from '@netberth/api';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { firstOrder } from './rollout-order.ts';
import type { RolloutOrder } from './rollout-order.ts';
import { OrderFields } from './order-fields.tsx';
import { Foreseen } from './foreseen.tsx';

const words = texts.rollouts;

type Props = {
  /** The roll-out that this one follows; absent: another image. */
  readonly last?: Rollout;
  readonly onClose: () => void;
};

/** First what is wanted, then what would come of it, in the server's words; nothing begins before that was read. */
export function StartDialog({ last, onClose }: Props) {
  const [order, setOrder] = useState(() => firstOrder(last));
  const [foreseen, setForeseen] = useState<OutputOf<typeof rolloutStart>>();
  const navigate = useNavigate();
  const begin = async () => {
    await ask(rolloutStart, inputOf(order));
    await queryClient.invalidateQueries({ queryKey: ['rollouts'] });
    await navigate({ to: '/rollouts/$image', params: { image: order.image } });
  };
  const { image, to, label } = order;
  if (foreseen === undefined)
    return (
      <FormDialog
        key="look"
        title={words.startTitle}
        action={words.look}
        isReady={image !== '' && to !== '' && label !== ''}
        size="lg"
        run={async () => setForeseen(await ask(rolloutStart, { ...inputOf(order), dryRun: true }))}
        // Another dialog follows.
        outcome={() => null}
        onClose={onClose}
      >
        <OrderFields order={order} isNext={last !== undefined} onChange={setOrder} />
      </FormDialog>
    );
  const { machineCount, why } = foreseen.rollout;
  return (
    <FormDialog
      key="begin"
      title={words.startTitle}
      action={why === null ? words.begin(machineCount, to) : words.propose(machineCount, to)}
      size="lg"
      run={begin}
      onClose={onClose}
      onBack={() => setForeseen(undefined)}
    >
      <Foreseen foreseen={foreseen} label={label} />
    </FormDialog>
  );
}

function inputOf({ reason, ...order }: RolloutOrder) {
  return { ...order, ...(reason !== '' && { reason }) };
}
