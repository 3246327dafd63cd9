//! The part of a file that a request asks for: players of sound and film ask for pieces.

/// The bytes, from the first to the one behind the last, that `header`, the value of `Range`, means in a file of `length` bytes.
///
/// `None` if the whole file is to be sent: several ranges, other units and what cannot be read are passed over, as the standard
/// (RFC 9110, 14.2) allows.
///
/// # Errors
/// If the range lies outside the file.
pub(super) fn part_of(header: &str, length: usize) -> Option<Result<(usize, usize), OutOfRange>> {
    let (first, last) = header.strip_prefix("bytes=")?.trim().split_once('-')?;
    let (start, end) = match (first.is_empty(), last.is_empty()) {
        (true, true) => return None,
        (true, false) => (length.saturating_sub(last.parse().ok()?), length),
        (false, true) => (first.parse().ok()?, length),
        (false, false) => {
            let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
            if last < first {
                return None;
            }
            (first, last.saturating_add(1).min(length))
        }
    };
    Some(if start < end { Ok((start, end)) } else { Err(OutOfRange) })
}

/// The range lies outside the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OutOfRange;

#[cfg(test)]
mod tests {
    use super::{OutOfRange, part_of};

    #[test]
    fn one_range_of_bytes_is_read_and_anything_else_means_the_whole() {
        for (header, expected) in [
            ("bytes=0-0", (0, 1)),
            ("bytes=2-4", (2, 5)),
            ("bytes=7-", (7, 10)),
            ("bytes=-3", (7, 10)),
            ("bytes=-99", (0, 10)),
            ("bytes=8-99999999999", (8, 10)),
        ] {
            assert_eq!(part_of(header, 10), Some(Ok(expected)), "{header}");
        }
        for header in ["bytes=10-", "bytes=99-100", "bytes=-0"] {
            assert_eq!(part_of(header, 10), Some(Err(OutOfRange)), "{header}");
        }
        for header in [
            "",
            "bytes=",
            "bytes=-",
            "bytes=4-2",
            "bytes=0-1,3-4",
            "items=0-1",
            "bytes=a-b",
            "bytes=-18446744073709551616",
        ] {
            assert_eq!(part_of(header, 10), None, "{header}");
        }
    }
}
