-- a delimited text as it stands: every option given, nothing guessed, every cell text
select *
from read_csv(
    $path,
    delim = $delimiter,
    quote = $quote,
    escape = $quote,
    header = true,
    columns = $columns,
    auto_detect = false,
    all_varchar = true,
    strict_mode = true,
    null_padding = false,
    ignore_errors = false,
    encoding = 'utf-8',
    max_line_size = $longest
)
