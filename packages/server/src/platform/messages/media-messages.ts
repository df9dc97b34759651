import type { Message } from './message.ts';

/** What commands on boot media and the preview get. */
export const mediaMessages = {
  mediumUnknown: {
    code: 'NB3078',
    status: 404,
    text: 'there is no medium {id}',
    wayOut: 'See netberth media list',
  },
  noPreviewBios: {
    code: 'NB3080',
    status: 409,
    text: 'the emulator of the preview has no BIOS: there is none of {files}',
    wayOut: 'Bring one: netberth firmware install; or install the package seabios on the server.',
  },
  noPreviewMedium: {
    code: 'NB3081',
    status: 409,
    text: 'the medium for the preview cannot be made: {why}',
    wayOut: 'netberth firmware install brings what it is made of.',
  },
} as const satisfies Readonly<Record<string, Message>>;
