// `node within-window.mjs`: exit 0 when now is within MAINTENANCE_WINDOW, else 1 with the reason. Needs nothing but Node.
// MAINTENANCE_WINDOW: `Mon-Fri 20:00-23:00; Sat 08:00-12:00`, or `always`. MAINTENANCE_TIMEZONE: `Europe/Berlin`, default UTC.
// NOW stands in for the clock in tests.
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const windowPattern =
  /^(?<first>[A-Z][a-z]{2})(?:-(?<last>[A-Z][a-z]{2}))? (?<from>\d\d:\d\d)-(?<to>\d\d:\d\d)$/;

const { MAINTENANCE_WINDOW: text = '', MAINTENANCE_TIMEZONE: timeZone = 'UTC', NOW: now } = process.env;
const at = localTime(now === undefined ? new Date() : new Date(now), timeZone);
const why = whyNot(text, at);
if (why !== null) {
  console.error(`Nothing is applied: ${why}`);
  process.exitCode = 1;
} else {
  console.log(`${at.day} ${at.time} ${timeZone} is within the maintenance window ${text}.`);
}

function whyNot(written, { day, time }) {
  if (written.trim() === 'always') return null;
  if (written.trim() === '')
    return 'MAINTENANCE_WINDOW is not set; say when, such as "Mon-Fri 20:00-23:00", or "always".';
  const windows = written.split(';').map((each) => each.trim());
  const wrong = windows.find((each) => !isWindow(each));
  if (wrong !== undefined)
    return `"${wrong}" of MAINTENANCE_WINDOW is no window such as Mon-Fri 20:00-23:00.`;
  return windows.some((each) => isWithin(each, day, time))
    ? null
    : `${day} ${time} ${timeZone} is not within the maintenance window ${written}.`;
}

function isWindow(each) {
  const { first, last = first, from, to } = windowPattern.exec(each)?.groups ?? {};
  return days.includes(first) && days.includes(last) && from < '24:00' && to <= '24:00' && from !== to;
}

/** A window whose end is before its begin goes on into the next day: Fri 22:00-02:00. */
function isWithin(each, day, time) {
  const { first, last = first, from, to } = windowPattern.exec(each).groups;
  const isOn = (which) => {
    const [begin, end] = [days.indexOf(first), days.indexOf(last)];
    return begin <= end ? which >= begin && which <= end : which >= begin || which <= end;
  };
  const today = days.indexOf(day);
  if (from < to) return isOn(today) && time >= from && time < to;
  return (isOn(today) && time >= from) || (isOn((today + 6) % 7) && time < to);
}

function localTime(date, zone) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(date);
  const part = (type) => parts.find((each) => each.type === type)?.value ?? '';
  return { day: part('weekday'), time: `${part('hour')}:${part('minute')}` };
}
