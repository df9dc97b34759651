import { channelRecordSchema, type ChannelRecord } from './channel-record.ts';
import { recordMark } from './render-pointer.ts';

/** What a pointer says of itself; null: it is none of ours. */
export function parsePointer(text: string): ChannelRecord | null {
  const said = new RegExp(`^# ${recordMark} (.*)$`, 'm').exec(text)?.[1];
  if (said === undefined) return null;
  try {
    const parsed = channelRecordSchema.safeParse(JSON.parse(said));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
