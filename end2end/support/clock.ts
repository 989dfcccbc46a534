// Times of day as the product writes them.
type Locale = 'en-GB' | 'es-ES';

export function clock(at: Date, timeZone?: string): string {
  return at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
}

/** A time of day somewhere else, with the weekday where that is another day than here. */
export function clockThere(at: Date, there: string, here?: string, locale: Locale = 'en-GB'): string {
  const day = (timeZone?: string) => at.toLocaleDateString(locale, { weekday: 'short', timeZone });
  const time = clock(at, there);
  return day(there) === day(here) ? time : `${day(there)} ${time}`;
}
