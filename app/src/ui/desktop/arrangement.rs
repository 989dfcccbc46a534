//! Which rows a list shows, and where. While the agent is in the list nothing moves: what leaves
//! keeps its place, what arrives goes to the end.

use domain::id::RequestId;

/// Whether pointer or focus are in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    Here,
    Elsewhere,
}

/// The next arrangement after `shown`, when `live` are the rows that belong into the list.
pub fn arrange(shown: &[RequestId], live: &[RequestId], attention: Visit) -> Vec<RequestId> {
    match attention {
        Visit::Elsewhere => live.to_vec(),
        Visit::Here => {
            let new = live.iter().filter(|id| !shown.contains(id));
            shown.iter().chain(new).copied().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Visit, arrange};
    use domain::{
        id::{IdMint, RequestId},
        time::Timestamp,
    };

    fn requests<const N: usize>() -> [RequestId; N] {
        let mut mint = IdMint::new(Timestamp(0), 0);
        std::array::from_fn(|_| mint.mint())
    }

    #[test]
    fn nothing_moves_under_the_pointer() {
        let [a, b, c, d] = requests();
        assert_eq!(arrange(&[a, b, c], &[d, a, c], Visit::Here), [a, b, c, d]);
    }

    #[test]
    fn the_list_is_put_in_order_once_the_agent_has_left_it() {
        let [a, b, c, d] = requests();
        assert_eq!(
            arrange(&[a, b, c, d], &[d, a, c], Visit::Elsewhere),
            [d, a, c]
        );
    }
}
