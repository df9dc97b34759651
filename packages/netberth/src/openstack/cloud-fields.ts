import { z } from 'zod';

/** What every verb of OpenStack takes. */
export const cloudFields = {
  osCloud: z
    .string()
    .min(1)
    .optional()
    .describe('the cloud of clouds.yaml; default: OS_CLOUD, or the only one'),
  osRegionName: z.string().min(1).optional().describe('its region; default: OS_REGION_NAME, or the first'),
};
export type CloudChoiceInput = {
  readonly osCloud?: string | undefined;
  readonly osRegionName?: string | undefined;
};
