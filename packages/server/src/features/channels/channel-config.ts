import type { Config } from '../../config/config.ts';

export type ChannelConfig = Config['channels'];

/** So long a preview stays that nobody renews. */
export const previewLifeMs = 14 * 86_400_000;
