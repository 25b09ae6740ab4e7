//! What a page promises its readers: when it is reviewed, and for whom it is. Front matter and `handbook.yaml` set both.

mod audience;
mod review;

pub use audience::Audience;
#[cfg(test)]
pub use review::ReviewUnit;
pub use review::{DayFault, ReviewPeriod, date, day, period};
