# binomial.awk -v hits=H -v draws=N -v low=P -v high=Q - leaves with 1 where H of N cannot be chance (1 in 10,000 on either side) for
# any share within P..Q.
function tail(from, to, share,    k, sum, term) { # P(from <= X <= to)
    if (share <= 0) return from == 0
    if (share >= 1) return to == draws
    term = draws * log(1 - share)
    for (k = 0; k <= to; k++) {
        if (k >= from) sum += exp(term)
        term += log((draws - k) / (k + 1)) + log(share / (1 - share))
        if (k == draws - 1) term = draws * log(share)
    }
    return sum
}
BEGIN { exit !(tail(hits, draws, high) > 1e-4 && tail(0, hits, low) > 1e-4) }
