//! Which number is meant, on desks all over the world.

mod refused;

use rstest::rstest;

use super::*;

/// Desks whose own numbers have a trunk prefix (0, 8, 1, 01), none, or one that belongs to the number.
const DESKS: [&str; 24] = [
    "US", "GB", "DE", "ES", "FR", "IT", "MX", "AR", "BR", "RU", "KZ", "CI", "IN", "JP", "AU", "IE",
    "HU", "KR", "NG", "EG", "CH", "SG", "TH", "PT",
];

/// A number of each, as people abroad write it.
const NUMBERS: [(&str, &str); 30] = [
    ("US", "+1 (212) 555-0123"),
    ("GB", "+44 20 7946 0018"),
    ("GB", "+44 7400 123456"),
    ("DE", "+49 30 1234567"),
    ("DE", "+49 151 12345678"),
    ("ES", "+34 600 123 456"),
    ("FR", "+33 1 40 20 50 50"),
    ("IT", "+39 06 698 12345"),
    ("IT", "+39 312 345 6789"),
    ("MX", "+52 55 1234 5678"),
    ("AR", "+54 9 11 2345-6789"),
    ("AR", "+54 11 2345-6789"),
    ("BR", "+55 11 96123-4567"),
    ("RU", "+7 495 123-45-67"),
    ("RU", "+7 800 555-35-35"),
    ("KZ", "+7 701 234 5678"),
    ("CI", "+225 07 12 34 56 78"),
    ("CI", "+225 01 23 45 67 89"),
    ("IN", "+91 98765 43210"),
    ("JP", "+81 3-1234-5678"),
    ("AU", "+61 2 9876 5432"),
    ("IE", "+353 1 677 1234"),
    ("HU", "+36 20 123 4567"),
    ("KR", "+82 2-312-3456"),
    ("NG", "+234 802 123 4567"),
    ("EG", "+20 10 0123 4567"),
    ("CH", "+41 44 668 18 00"),
    ("SG", "+65 6123 4567"),
    ("TH", "+66 81 234 5678"),
    ("PT", "+351 912 345 678"),
];

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn read(text: &str, country: &str) -> Option<String> {
    parse(text, country).ok()
}

#[test]
fn a_number_with_its_country_is_the_same_on_every_desk() {
    for desk in DESKS {
        for (country, written) in NUMBERS {
            let meant = format!("+{}", digits(written));
            for typed in [
                meant.clone(),
                written.to_owned(),
                written.replacen('+', "+ ", 1).replace(' ', "\u{A0}"),
                written.replace(['-', ' '], "."),
            ] {
                let read = parse(&typed, desk);
                assert_eq!(read, Ok(meant.clone()), "{typed} of {country} on {desk}");
            }
            let read = parse(&meant, "XX");
            assert_eq!(read, Ok(meant), "without a country that is known");
        }
    }
}

#[test]
fn a_number_after_00_is_the_same_on_every_desk_or_could_be_two() {
    // Where 00 is only the beginning of what one dials abroad.
    const LONGER: [&str; 5] = ["BR", "JP", "KR", "SG", "TH"];
    for desk in DESKS {
        for (country, written) in NUMBERS {
            let meant = format!("+{}", digits(written));
            let typed = written.replacen('+', "00", 1);
            let read = parse(&typed, desk);
            let refused = LONGER.contains(&desk) && read == Err(PhoneProblem::TwoMeanings);
            assert!(
                refused || read == Ok(meant),
                "{typed} of {country} on {desk}: {read:?}"
            );
        }
    }
}

/// What was read once reads the same again, on any desk: stored numbers stay as they are.
#[test]
fn a_number_that_is_kept_is_kept_for_good() {
    for desk in DESKS {
        for other in DESKS {
            let region = Region::from_code(other).unwrap();
            let examples = [
                rlibphonenumber::PhoneNumberType::FixedLine,
                rlibphonenumber::PhoneNumberType::Mobile,
                rlibphonenumber::PhoneNumberType::TollFree,
            ];
            for kind in examples {
                let Ok(example) =
                    PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind)
                else {
                    continue;
                };
                let kept = example.format_as(PhoneNumberFormat::E164).into_owned();
                assert_eq!(
                    read(&kept, desk),
                    Some(kept.clone()),
                    "{kept} of {other} on {desk}"
                );
            }
        }
    }
}

/// Every country there is, as its own people write its numbers and as everybody else does.
#[test]
fn every_country_understands_its_own_numbers_in_either_form() {
    let regions: Vec<Region> = PHONE_NUMBER_UTIL.get_supported_regions().collect();
    assert!(regions.len() > 200, "{}", regions.len());
    for region in regions {
        let Ok(example) = PHONE_NUMBER_UTIL.get_example_number(region) else {
            continue;
        };
        let kept = example.format_as(PhoneNumberFormat::E164).into_owned();
        for form in [
            PhoneNumberFormat::National,
            PhoneNumberFormat::International,
        ] {
            let typed = example.format_as(form);
            assert_eq!(
                read(&typed, &region.to_string()),
                Some(kept.clone()),
                "{typed} in {region:?}"
            );
        }
    }
}

#[rstest]
#[case::us("US", "(212) 555-0123", "+12125550123")]
#[case::us_trunk("US", "1-212-555-0123", "+12125550123")]
#[case::us_abroad("US", "011 49 30 1234567", "+49301234567")]
#[case::gb("GB", "020 7946 0018", "+442079460018")]
#[case::gb_mobile("GB", "07400 123456", "+447400123456")]
#[case::gb_abroad("GB", "00 1 212 555 0123", "+12125550123")]
#[case::gb_own("GB", "+44 (0)20 7946 0018", "+442079460018")]
#[case::de("DE", "030/1234567", "+49301234567")]
#[case::de_mobile("DE", "0151 - 123 456 78", "+4915112345678")]
#[case::es("ES", "600 123 456", "+34600123456")]
#[case::es_code("ES", "34 600 123 456", "+34600123456")]
#[case::fr("FR", "01 40 20 50 50", "+33140205050")]
#[case::it_fixed("IT", "06 698 12345", "+390669812345")]
#[case::it_mobile("IT", "312 345 6789", "+393123456789")]
#[case::mx("MX", "55 1234 5678", "+525512345678")]
#[case::mx_trunk("MX", "01 55 1234 5678", "+525512345678")]
#[case::mx_to_mobile("MX", "044 55 1234 5678", "+525512345678")]
#[case::mx_old("MX", "1 55 1234 5678", "+525512345678")]
#[case::ar_fixed("AR", "011 2345-6789", "+541123456789")]
#[case::ar_mobile("AR", "011 15-2345-6789", "+5491123456789")]
#[case::br("BR", "(11) 96123-4567", "+5511961234567")]
#[case::br_trunk("BR", "011 96123-4567", "+5511961234567")]
#[case::br_carrier("BR", "0 15 11 96123-4567", "+5511961234567")]
#[case::ru("RU", "8 (495) 123-45-67", "+74951234567")]
#[case::ru_abroad("RU", "8~10 49 30 1234567", "+49301234567")]
#[case::kz("KZ", "8 701 234 5678", "+77012345678")]
#[case::ci("CI", "07 12 34 56 78", "+2250712345678")]
#[case::ci_fixed("CI", "2721234567", "+2252721234567")]
#[case::india("IN", "098765 43210", "+919876543210")]
#[case::jp("JP", "03-1234-5678", "+81312345678")]
#[case::jp_abroad("JP", "010 1 212 555 0123", "+12125550123")]
#[case::au("AU", "(02) 9876 5432", "+61298765432")]
#[case::au_abroad("AU", "0011 44 20 7946 0018", "+442079460018")]
#[case::ie("IE", "(01) 677 1234", "+35316771234")]
#[case::hu("HU", "06 20 123 4567", "+36201234567")]
#[case::sg("SG", "6123 4567", "+6561234567")]
#[case::pt("PT", "912 345 678", "+351912345678")]
fn a_national_number_is_one_of_the_desks_country(
    #[case] country: &str,
    #[case] typed: &str,
    #[case] meant: &str,
) {
    assert_eq!(read(typed, country).as_deref(), Some(meant));
}

#[rstest]
#[case::germany("+49 (0)30 1234567", "+49301234567")]
#[case::germany_00("0049 (0) 30 1234567", "+49301234567")]
#[case::germany_spaced("+49 ( 0 ) 30 / 1234567", "+49301234567")]
#[case::germany_full_width("+49（0）30 1234567", "+49301234567")]
#[case::germany_bare("+49 030 1234567", "+49301234567")]
#[case::britain("+44 (0)20 7946 0018", "+442079460018")]
#[case::france("+33 (0)1 40 20 50 50", "+33140205050")]
#[case::switzerland("+41 (0)44 668 18 00", "+41446681800")]
#[case::italy_keeps_its_zero("+39 (0)6 698 12345", "+390669812345")]
#[case::spain_has_none("+34 (0) 600 123 456", "+34600123456")]
#[case::portugal_has_none("+351 (0)912 345 678", "+351912345678")]
fn a_zero_in_brackets_is_dialled_only_where_the_number_is_at_home(
    #[case] typed: &str,
    #[case] meant: &str,
) {
    for desk in DESKS {
        assert_eq!(read(typed, desk).as_deref(), Some(meant), "{desk}");
    }
}

#[rstest]
#[case::embedding("\u{202A}+34 600 123 456\u{202C}")]
#[case::isolate("\u{2066}+34600123456\u{2069}")]
#[case::zero_width("+34\u{200B}600\u{2060}123\u{FEFF}456")]
#[case::marks("\u{200E}+34\u{200F} 600\u{61C}123456")]
#[case::soft_hyphens("+34 600\u{AD}123\u{AD}456")]
#[case::en_dash("+34\u{2013}600\u{2013}123\u{2013}456")]
#[case::em_dash("+34\u{2014}600123456")]
#[case::minus("+34\u{2212}600\u{2212}123456")]
#[case::hyphens("+34\u{2010}600\u{2011}123\u{2012}456")]
#[case::long_vowel("+34\u{30FC}600\u{FF0D}123456")]
#[case::spaces("+34\u{A0}600\u{202F}123\u{3000}456")]
#[case::dots("+34·600•123．456")]
#[case::arabic("+٣٤ ٦٠٠ ١٢٣ ٤٥٦")]
#[case::persian("+۳۴۶۰۰۱۲۳۴۵۶")]
#[case::full_width("＋３４６００１２３４５６")]
#[case::devanagari("+३४ ६०० १२३ ४५६")]
#[case::bengali("+৩৪৬০০১২৩৪৫৬")]
#[case::thai("+๓๔๖๐๐๑๒๓๔๕๖")]
#[case::mixed("００34 ٦٠٠ 123456")]
#[case::link("tel:+34-600-123-456")]
#[case::plus_in_brackets("(+34) 600 123 456")]
#[case::plus_and_zeros("+0034 600 123 456")]
#[case::square_brackets("+34 [600] 123456")]
fn what_is_pasted_along_makes_no_difference(#[case] typed: &str) {
    for desk in ["ES", "US", "GB", "IT"] {
        assert_eq!(read(typed, desk).as_deref(), Some("+34600123456"), "{desk}");
    }
}

#[test]
fn mexico_has_lost_the_1_of_its_mobile_numbers() {
    for desk in DESKS {
        for typed in [
            "+5215512345678",
            "+52 1 55 1234 5678",
            "0052 1 55 1234 5678",
        ] {
            assert_eq!(
                read(typed, desk).as_deref(),
                Some("+525512345678"),
                "{typed} on {desk}"
            );
        }
    }
}

#[test]
fn a_number_of_a_range_nobody_knows_yet_is_accepted() {
    for desk in DESKS {
        assert_eq!(
            read("+15555550123", desk).as_deref(),
            Some("+15555550123"),
            "{desk}"
        );
    }
}

#[test]
fn what_could_be_two_numbers_is_not_guessed() {
    // From Korea 009 dials abroad too, and then this one is in the United States.
    assert_eq!(
        parse("0091 804 718 1234", "KR"),
        Err(PhoneProblem::TwoMeanings)
    );
    assert_eq!(
        read("+91 80 4718 1234", "KR").as_deref(),
        Some("+918047181234")
    );
}

#[test]
fn a_national_number_needs_a_country() {
    for country in ["", "XX", "United Kingdom", "UK"] {
        assert!(!knows(country));
        assert_eq!(
            parse("600123456", country),
            Err(PhoneProblem::NotUnderstood)
        );
        assert!(parse("+34600123456", country).is_ok());
    }
    assert!(DESKS.into_iter().all(knows));
}

#[rstest]
#[case("GB", "020 7946 0018", "442079460018", true)]
#[case("GB", "020 7946", "442079460018", true)]
#[case("GB", "(020) 79", "442079460018", true)]
#[case("US", "020 7946", "442079460018", false)]
#[case("ES", "600 123 456", "34600123456", true)]
#[case("ES", "123 456", "34600123456", true)]
#[case("ES", "601", "34600123456", false)]
#[case("ES", "+34 600-12", "34600123456", true)]
#[case("ES", "0034 600", "34600123456", true)]
#[case("ES", "٦٠٠", "34600123456", true)]
#[case("DE", "+49 (0)30 123", "49301234567", true)]
#[case("DE", "030 123", "49301234567", true)]
#[case("RU", "8 495 123", "74951234567", true)]
#[case("IT", "06 698", "390669812345", true)]
#[case("HU", "06 20 12", "36201234567", true)]
#[case("MX", "+52 1 55 1234 5678", "525512345678", true)]
#[case("US", "1 (212) 555", "12125550123", true)]
#[case("ES", "Maria", "34600123456", false)]
#[case("ES", "-", "34600123456", false)]
fn a_number_is_found_by_what_people_type(
    #[case] country: &str,
    #[case] typed: &str,
    #[case] kept: &str,
    #[case] found: bool,
) {
    let sought = sought(typed, country);
    assert_eq!(
        sought.iter().any(|digits| kept.contains(digits)),
        found,
        "{sought:?}"
    );
}

#[rstest]
#[case("+34600123456", Some("+34 600 123 456"))]
#[case("+12125550123", Some("+1 212-555-0123"))]
#[case("+442079460018", Some("+44 20 7946 0018"))]
#[case("+33140205050", Some("+33 1 40 20 50 50"))]
// Of a range that no plan has.
#[case("+34123456789", None)]
#[case("nobody", None)]
fn a_number_is_written_in_the_groups_of_its_country(
    #[case] number: &str,
    #[case] groups: Option<&str>,
) {
    assert_eq!(written(number).as_deref(), groups);
}

#[test]
fn what_is_written_for_reading_is_read_as_the_same_number() {
    for (_, number) in NUMBERS {
        let number = parse(number, "ES").unwrap();
        if let Some(written) = written(&number) {
            assert_eq!(parse(&written, "US").as_ref(), Ok(&number));
        }
    }
}
