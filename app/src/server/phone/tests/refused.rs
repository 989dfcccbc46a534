//! What is refused, and for which reason.

use rstest::rstest;

use super::*;

#[rstest]
#[case("")]
#[case("+")]
#[case("()")]
#[case("\u{202A}\u{202C}")]
#[case("abc")]
#[case("+34")]
#[case("+34 600")]
#[case("+346001234567890123")]
#[case::longer_than_e164("+4930123456789012")]
#[case::a_zero_from_home("+48 0 22 123 45 67")]
#[case::no_area_of_north_america("+1 123 456 7890")]
#[case::a_service_of_north_america("+1 411 555 0123")]
#[case::a_zero_behind_the_area("+49 30 (0) 1234567")]
#[case::two_zeros_in_brackets("+49 (0)30 1234567 (0)")]
#[case("+999600123456")]
#[case("600123456x")]
#[case("1-800-FLOWERS")]
#[case("<b>600123456</b>")]
#[case("++34600123456")]
#[case("34+600123456")]
#[case("600123456 / 600654321")]
#[case("030 12345 / 54321")]
#[case("+49 30 1234567 / 68")]
#[case("06 12345 / 67890")]
#[case("²600123456")]
#[case("600,123,456")]
#[case("*31#600123456")]
fn what_no_network_would_route_is_refused(#[case] text: &str) {
    for desk in ["ES", "US", "GB", "DE"] {
        assert_eq!(
            parse(text, desk),
            Err(PhoneProblem::NotUnderstood),
            "{desk}"
        );
    }
}

#[rstest]
#[case("US", "911")]
#[case("US", "5550123")]
#[case("GB", "999")]
#[case("GB", "101")]
#[case("DE", "112")]
#[case("DE", "116117")]
#[case("ES", "12")]
#[case("ES", "1004")]
#[case("ES", "600123")]
#[case("IT", "118")]
#[case("JP", "110")]
fn a_code_that_is_only_dialled_at_home_is_refused(#[case] desk: &str, #[case] text: &str) {
    assert_eq!(parse(text, desk), Err(PhoneProblem::NotUnderstood));
}

#[rstest]
#[case("+34600123456 ext. 5")]
#[case("+34600123456x5")]
#[case("+34 600 123 456 Extension: 12")]
#[case("+34600123456;ext=5")]
#[case("+34600123456,5")]
#[case("+34600123456 #5")]
#[case("+49 30 1234567 Durchwahl 22")]
#[case("600 123 456 (ext 5)")]
#[case("+7 495 123-45-67 доб. 12")]
fn an_extension_is_called_by_its_name(#[case] text: &str) {
    assert_eq!(parse(text, "ES"), Err(PhoneProblem::Extension));
}
