//! What every database has to do, whichever it is: each behaviour is a function over a [`Store`], and
//! the table below stamps one test of it for each kind of database that an [`Opener`] knows.

mod contacts;
mod deliveries;
mod devices;
mod history;
mod journal;
mod lines;
mod opened;
mod opener;
mod presses;
mod promises;
mod push_attempts;
mod receipts;
mod served;
mod sign_in;
mod stage;
mod state;
mod tables;
mod trace;
mod traced;

/// Each behaviour gets a fresh, empty database.
macro_rules! conformance {
    ($($behaviours:ident::{$($behaviour:ident),+ $(,)?}),+ $(,)?) => {
        mod sqlite {
            $($(
                #[tokio::test]
                async fn $behaviour() {
                    let opener = crate::opener::Opener::sqlite();
                    let store = opener.open().await;
                    crate::$behaviours::$behaviour(&store).await;
                    store.close().await;
                }
            )+)+
        }
    };
}

conformance! {
    journal::{
        the_journal_is_read_in_pages_without_gap_or_overlap,
        an_event_says_when_it_happened,
        p8_desks_do_not_see_each_other,
    },
    state::{
        a_desk_that_is_loaded_equals_the_desk_that_was_committed,
        a_request_that_ended_can_still_be_read,
        what_was_entered_of_one_that_had_ended_is_there_after_a_reading,
        the_state_can_be_rebuilt_although_agents_have_passwords,
        a_failure_reported_twice_is_kept_alike_however_it_was_committed,
        a_request_handed_back_can_be_accepted_again,
        two_agents_can_swap_customers_within_one_commit,
        the_chats_of_an_agent_are_loaded_in_the_order_in_which_they_were_taken,
    },
    promises::{
        p2_a_request_has_one_accepted_offer_at_most,
        p2_an_agent_has_one_live_voice_session_at_most,
        an_event_is_written_once,
    },
    receipts::{
        p6_a_receipt_is_there_with_its_request_or_not_at_all,
        old_receipts_are_forgotten_a_few_at_a_time,
    },
    presses::{
        a_press_is_there_with_its_effect_or_not_at_all,
        old_presses_are_forgotten_and_only_those,
    },
    contacts::{
        only_what_has_ended_on_the_same_desk_is_a_contact,
    },
    served::{
        an_agent_has_had_whom_they_finished_since_then,
    },
    lines::{
        the_history_of_an_agent_tells_what_was_decided_and_reported,
    },
    sign_in::{
        a_session_and_its_password_are_kept,
        a_new_session_on_a_device_ends_what_had_begun_there,
        all_sessions_of_an_agent_end_and_no_others,
        a_device_that_is_removed_is_signed_in_nowhere,
        a_session_that_was_looked_at_is_known_no_more_once_it_has_ended,
        who_goes_away_while_a_session_ends_leaves_no_doubt_behind,
        a_key_that_was_revoked_opens_nothing_but_is_remembered,
    },
    deliveries::{
        each_stage_of_a_device_keeps_the_time_when_it_was_first_reached,
        an_offer_ends_for_each_agent_when_and_how_it_did,
        a_message_by_web_push_is_a_delivery_of_its_own,
    },
    trace::{
        each_filter_finds_what_it_names,
        pages_follow_each_other_without_gap_or_overlap,
        a_decision_says_nothing_about_who_came_later_or_belongs_elsewhere,
        what_is_too_old_is_forgotten_and_stays_so_after_a_rebuild,
    },
    push_attempts::{
        a_popup_may_stand_from_before_it_is_sent_until_it_is_gone,
        what_could_be_offered_to_nobody_is_found_again,
    },
    devices::{
        a_device_is_kept_as_it_was_last_written,
        a_push_address_belongs_to_who_used_the_browser_last,
        the_state_can_be_rebuilt_although_agents_have_devices,
    },
}
