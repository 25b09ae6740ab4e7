#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| journeybook_fuzz::targets::http(bytes));
