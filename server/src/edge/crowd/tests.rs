//! Who makes room for whom.

use super::*;

const CAPS: Caps = Caps {
    total: 6,
    anonymous: 4,
    per_address: 2,
    refusals: 1,
};

fn from(last: u8) -> IpAddr {
    [192, 0, 2, last].into()
}

fn must_leave(member: &mut Member) -> bool {
    member.leave.try_recv().is_ok()
}

#[test]
fn whoever_waits_longest_makes_room_and_the_idle_before_them() {
    let crowd = Crowd::new(CAPS);
    let mut members: Vec<_> = (0..4)
        .map(|last| crowd.admit(Some(from(last))).unwrap())
        .collect();
    members[2].waits(Worth::Owing);
    members[0].waits(Worth::Owing);
    members[3].waits(Worth::Idle);
    for expected in [3, 2, 0] {
        members.push(crowd.admit(Some(from(9))).unwrap());
        let left: Vec<_> = (0..4)
            .filter(|index| must_leave(&mut members[*index]))
            .collect();
        assert_eq!(left, [expected]);
    }
    assert_eq!(crowd.admit(Some(from(10))).unwrap_err(), Full);
}

#[test]
fn who_has_just_come_makes_room_when_nobody_else_can() {
    let crowd = Crowd::new(CAPS);
    let mut members: Vec<_> = (0..4)
        .map(|last| crowd.admit(Some(from(last))).unwrap())
        .collect();
    for member in &members {
        member.waits(Worth::Young);
    }
    members[3].waits(Worth::Owing);
    for expected in [3, 0, 1] {
        members.push(crowd.admit(Some(from(9))).unwrap());
        let left: Vec<_> = (0..4)
            .filter(|index| must_leave(&mut members[*index]))
            .collect();
        assert_eq!(left, [expected]);
    }
}

#[test]
fn who_goes_on_is_not_sent_away() {
    let crowd = Crowd::new(CAPS);
    let mut busy: Vec<_> = (0..4)
        .map(|last| crowd.admit(Some(from(last))).unwrap())
        .collect();
    for member in &busy {
        member.waits(Worth::Idle);
        member.goes_on();
    }
    assert_eq!(crowd.admit(Some(from(9))).unwrap_err(), Full);
    assert!(!busy.iter_mut().any(must_leave));
    busy.pop();
    assert!(crowd.admit(Some(from(9))).is_ok(), "who left makes room");
}

#[test]
fn agents_take_nothing_from_strangers_and_stay() {
    let crowd = Crowd::new(CAPS);
    let mut agents: Vec<_> = (0..5)
        .map(|_| {
            let member = crowd.admit(Some(from(1))).unwrap();
            member.seat().prove();
            member
        })
        .collect();
    for agent in &agents {
        assert_eq!(agent.waits(Worth::Idle), Verdict::Stay);
    }
    let mut stranger = crowd.admit(Some(from(2))).unwrap();
    assert_eq!(crowd.admit(Some(from(3))).unwrap_err(), Full);
    stranger.waits(Worth::Owing);
    let newcomer = crowd.admit(Some(from(3))).unwrap();
    assert!(must_leave(&mut stranger));
    assert!(!agents.iter_mut().any(must_leave));
    newcomer.seat().prove();
    newcomer.seat().prove();
    drop((agents, newcomer, stranger));
    let members = crowd.lock();
    assert!(members.agents.is_empty() && members.anonymous.is_empty());
    assert!(members.by_address.is_empty() && members.waiting.is_empty());
}

#[test]
fn an_address_with_many_makes_room_for_itself() {
    let crowd = Crowd::new(CAPS);
    let mut other = crowd.admit(Some(from(1))).unwrap();
    other.waits(Worth::Idle);
    let mut first = crowd.admit(Some(from(2))).unwrap();
    let _second = crowd.admit(Some(from(2))).unwrap();
    first.waits(Worth::Owing);
    let _third = crowd.admit(Some(from(2))).unwrap();
    assert!(must_leave(&mut first));
    assert!(!must_leave(&mut other));
}

#[test]
fn who_was_sent_away_in_the_middle_of_a_request_leaves_after_it() {
    let crowd = Crowd::new(Caps {
        total: 2,
        anonymous: 1,
        per_address: 1,
        refusals: 1,
    });
    let first = crowd.admit(Some(from(1))).unwrap();
    first.waits(Worth::Idle);
    let _second = crowd.admit(Some(from(2))).unwrap();
    first.goes_on();
    assert!(first.is_sent_away());
    assert_eq!(crowd.leaving(), 1);
    assert_eq!(first.waits(Worth::Idle), Verdict::Leave);
    first.seat().prove();
    assert!(!first.is_sent_away());
    assert_eq!(crowd.leaving(), 0);
    assert_eq!(first.waits(Worth::Idle), Verdict::Stay);
}
