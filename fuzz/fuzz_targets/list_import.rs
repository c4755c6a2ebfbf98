#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| llm_tui_fuzz::list_import(data));
