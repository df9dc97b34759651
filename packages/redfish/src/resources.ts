import { z } from 'zod';

/** As much of the DMTF's schemas as is used; what is not named here is left alone. */
const link = z.object({ '@odata.id': z.string() });
const action = z.looseObject({
  target: z.string(),
  'ResetType@Redfish.AllowableValues': z.array(z.string()).optional(),
});

export const rootSchema = z.looseObject({
  RedfishVersion: z.string(),
  Vendor: z.string().nullish(),
  Product: z.string().nullish(),
  Systems: link.optional(),
  Managers: link.optional(),
  Links: z.looseObject({ Sessions: link }).optional(),
  Oem: z.record(z.string(), z.unknown()).nullish(),
});
export type Root = z.infer<typeof rootSchema>;

export const collectionSchema = z.looseObject({ Members: z.array(link) });

const nullableText = z.string().nullish();

export const systemSchema = z.looseObject({
  '@odata.id': z.string(),
  Id: z.string(),
  Manufacturer: nullableText,
  Model: nullableText,
  SerialNumber: nullableText,
  UUID: nullableText,
  PowerState: nullableText,
  Boot: z
    .looseObject({
      BootSourceOverrideEnabled: nullableText,
      BootSourceOverrideTarget: nullableText,
      BootSourceOverrideMode: nullableText,
      'BootSourceOverrideTarget@Redfish.AllowableValues': z.array(z.string()).optional(),
      // iLO 4, before the annotation was agreed on.
      BootSourceOverrideSupported: z.array(z.string()).optional(),
    })
    .optional(),
  Actions: z.looseObject({ '#ComputerSystem.Reset': action.optional() }).optional(),
  VirtualMedia: link.optional(),
  Links: z.looseObject({ ManagedBy: z.array(link).optional() }).optional(),
});
export type System = z.infer<typeof systemSchema>;

export const managerSchema = z.looseObject({ VirtualMedia: link.optional(), Model: nullableText });

export const driveSchema = z.looseObject({
  '@odata.id': z.string(),
  Id: z.string(),
  MediaTypes: z.array(z.string()).nullish(),
  Image: nullableText,
  Inserted: z.boolean().nullish(),
  ConnectedVia: nullableText,
  Actions: z
    .looseObject({
      '#VirtualMedia.InsertMedia': action.optional(),
      '#VirtualMedia.EjectMedia': action.optional(),
    })
    .nullish(),
  Oem: z.record(z.string(), z.unknown()).nullish(),
});
export type Drive = z.infer<typeof driveSchema>;

export const taskSchema = z.looseObject({
  '@odata.id': z.string().optional(),
  TaskState: z.string(),
  TaskStatus: nullableText,
  TaskMonitor: nullableText,
  Messages: z
    .array(z.looseObject({ Message: z.string().optional(), MessageId: z.string().optional() }))
    .nullish(),
});
