//! What operators write, what is understood, and what is said where it is not.

use rstest::rstest;

use super::*;

fn lines(text: &[&str]) -> Vec<String> {
    text.iter().map(|line| (*line).to_owned()).collect()
}

fn week(open: &[&str]) -> String {
    let hours = read("UTC", &lines(open), &[]).unwrap();
    let shown = shown(&hours);
    shown
        .lines()
        .filter(|line| !line.ends_with(CLOSED))
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn a_week_with_split_days_and_days_that_differ() {
    let hours = read(
        "Europe/Madrid",
        &lines(&["mon-fri 09:00-13:00,15:00-18:00", "sat 10:00-24:00"]),
        &lines(&["2026-12-24 09:00-11:00", "2026-12-25 closed"]),
    )
    .unwrap();
    assert_eq!(
        shown(&hours),
        "mon 09:00-13:00,15:00-18:00\ntue 09:00-13:00,15:00-18:00\nwed 09:00-13:00,15:00-18:00\n\
         thu 09:00-13:00,15:00-18:00\nfri 09:00-13:00,15:00-18:00\nsat 10:00-24:00\nsun closed\n\
         2026-12-24 09:00-11:00\n2026-12-25 closed"
    );
}

#[rstest]
#[case(
    "sun-tue 09:00-17:00",
    "mon 09:00-17:00; tue 09:00-17:00; sun 09:00-17:00"
)]
#[case(
    "fri-mon 9-17",
    "mon 09:00-17:00; fri 09:00-17:00; sat 09:00-17:00; sun 09:00-17:00"
)]
#[case("Mon, Wed 9:00 - 17:30", "mon 09:00-17:30; wed 09:00-17:30")]
#[case("monday 09:00–13:00 15:00–18:00", "mon 09:00-13:00,15:00-18:00")]
#[case("Thurs 9.30-17", "thu 09:30-17:00")]
#[case("tue 0900-1700", "tue 09:00-17:00")]
#[case("tue 9am-5:30pm", "tue 09:00-17:30")]
#[case("tue 12am-12 pm", "tue 00:00-12:00")]
#[case("tue 9h-17h30", "tue 09:00-17:30")]
#[case("fri 22:00-02:00", "fri 22:00-24:00; sat 00:00-02:00")]
#[case("sun 22:00-02:00", "mon 00:00-02:00; sun 22:00-24:00")]
#[case("fri 18:00-00:00", "fri 18:00-24:00")]
#[case("fri 00:00-23:59", "fri 00:00-24:00")]
#[case("fri 00:00-24:00", "fri 00:00-24:00")]
#[case("fri 00:00-00:00", "fri 00:00-24:00")]
#[case("  FRI   ٠٩:٠٠-١٧:٠٠ ", "fri 09:00-17:00")]
fn hours_are_understood_as_people_write_them(#[case] line: &str, #[case] meant: &str) {
    assert_eq!(week(&[line]), meant);
}

#[test]
fn every_day_of_the_week_in_one_word() {
    assert_eq!(week(&["daily 10-12"]).matches("10:00-12:00").count(), 7);
}

#[test]
fn a_night_of_every_day_goes_on_into_the_next() {
    let all = week(&["mon-sun 22:00-06:00"]);
    assert_eq!(all.matches("00:00-06:00,22:00-24:00").count(), 7, "{all}");
}

#[rstest]
#[case::closed_day("2026-12-24 closed", &["2026-12-24 closed", "2026-12-25 closed"])]
#[case::shorter_night(
    "2026-12-24 20:00-01:00",
    &["2026-12-24 20:00-24:00", "2026-12-25 00:00-01:00"]
)]
#[case::the_usual_night("2026-12-24 20:00-02:00", &["2026-12-24 20:00-24:00"])]
fn a_day_that_differs_takes_its_night_along(#[case] on: &str, #[case] exceptions: &[&str]) {
    // The 24th is a Thursday.
    let hours = read("UTC", &lines(&["thu 22:00-02:00"]), &lines(&[on])).unwrap();
    let shown = shown(&hours);
    let differing: Vec<&str> = shown
        .lines()
        .filter(|line| line.starts_with("20"))
        .collect();
    assert_eq!(differing, exceptions);
}

#[test]
fn two_days_in_a_row_that_differ_are_as_they_are_written() {
    let on = lines(&["2026-12-31 20:00-03:00", "2027-01-01 10:00-12:00"]);
    let hours = read("UTC", &[], &on).unwrap();
    assert!(shown(&hours).ends_with("2026-12-31 20:00-24:00\n2027-01-01 00:00-03:00,10:00-12:00"));
}

#[rstest]
#[case("mon", HoursProblem::Week("mon".to_owned()))]
#[case("montag 09:00-13:00", HoursProblem::Day("montag".to_owned()))]
#[case("mon-xyz 09:00-13:00", HoursProblem::Day("xyz".to_owned()))]
#[case("mon 09:00", HoursProblem::Stretch("09:00".to_owned()))]
#[case("mon 09:00-", HoursProblem::Stretch("09:00-".to_owned()))]
#[case("mon 09:00-25:00", HoursProblem::Time("25:00".to_owned()))]
#[case("mon 9:5-10", HoursProblem::Time("9:5".to_owned()))]
#[case("mon 13pm-15", HoursProblem::Time("13pm".to_owned()))]
#[case("mon 24:00-02:00", HoursProblem::Stretch("24:00-02:00".to_owned()))]
#[case("mon 09:00-09:00", HoursProblem::Empty("09:00-09:00".to_owned()))]
#[case("mon 09:00-13:00,12:00-14:00", HoursProblem::Overlap("12:00-14:00".to_owned()))]
#[case("mon,mon 09:00-13:00", HoursProblem::Overlap("09:00-13:00".to_owned()))]
#[case("mon-tue 22:00-10:00,09:00-12:00", HoursProblem::Overlap("09:00-12:00".to_owned()))]
fn what_is_not_understood_is_named(#[case] line: &str, #[case] problem: HoursProblem) {
    assert_eq!(read("UTC", &lines(&[line]), &[]), Err(problem));
}

#[rstest]
#[case("2026-12-25")]
#[case("25.12.2026 closed")]
fn a_day_that_differs_has_a_date(#[case] line: &str) {
    let problem = HoursProblem::Exception(line.to_owned());
    assert_eq!(read("UTC", &[], &lines(&[line])), Err(problem));
}

#[rstest]
#[case("2026-02-29 closed", "2026-02-29")]
#[case("2026-13-01 09:00-11:00", "2026-13-01")]
fn a_day_that_no_calendar_has_is_named(#[case] line: &str, #[case] day: &str) {
    let problem = HoursProblem::NoSuchDay(day.to_owned());
    assert_eq!(read("UTC", &[], &lines(&[line])), Err(problem));
}

#[test]
fn a_day_of_the_week_can_be_closed_in_so_many_words() {
    assert_eq!(
        week(&["mon-fri 09:00-17:00", "sat,sun closed"]),
        week(&["mon-fri 09:00-17:00"])
    );
    let said = lines(&["mon-fri 09:00-17:00", "fri closed"]);
    assert_eq!(
        read("UTC", &said, &[]),
        Err(HoursProblem::WeekContradiction("fri closed".to_owned()))
    );
}

#[test]
fn every_refusal_says_how_it_is_written() {
    for (line, says) in [
        ("fri", "fri 22:00-02:00"),
        ("frei 09:00-17:00", "sun-thu"),
        ("fri 9", "09:00-17:00"),
        ("fri 9-25", "from 00:00 to 24:00"),
        ("fri 9-9", "00:00-24:00"),
    ] {
        let refusal = read("UTC", &lines(&[line]), &[]).unwrap_err().to_string();
        assert!(refusal.contains(says), "{refusal}");
    }
}

#[test]
fn a_zone_is_known_however_it_is_written_or_guessed() {
    let zone = |name| read(name, &[], &[]).map(|hours| hours.zone.to_string());
    assert_eq!(zone("europe/madrid").unwrap(), "Europe/Madrid");
    let refusal = zone("Madrid").unwrap_err().to_string();
    assert!(refusal.contains("did you mean Europe/Madrid?"), "{refusal}");
    let refusal = zone("Mars").unwrap_err().to_string();
    assert!(refusal.ends_with("such as Europe/Madrid"), "{refusal}");
}

#[rstest]
#[case(&["2026-12-25 closed", "2026-12-25 09:00-11:00"])]
#[case(&["2026-12-25 09:00-11:00", "2026-12-25 closed"])]
fn a_day_is_closed_or_has_hours(#[case] said: &[&str]) {
    let last = said[1].to_owned();
    assert_eq!(
        read("Europe/Madrid", &[], &lines(said)),
        Err(HoursProblem::Contradiction(last))
    );
}
