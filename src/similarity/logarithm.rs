//! The natural logarithm, the same on every machine: that of the standard library may differ in its last bit between systems.

/// ln 2.
const LN_2: f64 = std::f64::consts::LN_2;

/// The natural logarithm of a normal number that is 1 or more, from additions, multiplications and divisions alone.
pub(super) fn ln(x: f64) -> f64 {
    debug_assert!(x >= 1.0 && x.is_finite());
    // x = fraction * 2^exponent, the fraction between the roots of 1/2 and of 2.
    let bits = x.to_bits();
    let mut exponent = f64::from((bits >> 52) as u16) - 1023.0;
    let mut fraction = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if fraction > std::f64::consts::SQRT_2 {
        fraction /= 2.0;
        exponent += 1.0;
    }
    // ln f = 2 (s + s^3/3 + s^5/5 + ...) with s = (f - 1) / (f + 1), at most 0.172: the terms left out are below 1e-17.
    let s = (fraction - 1.0) / (fraction + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for odd in [21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = sum * square + 1.0 / odd;
    }
    exponent * LN_2 + 2.0 * s * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_logarithm() {
        for x in (1..20_000).map(|n| f64::from(n) * 1.37 - 0.37) {
            assert!((ln(x) - x.ln()).abs() <= 1e-15 * x.ln().max(1.0), "ln {x}");
        }
    }

    #[test]
    fn its_bits_are_fixed() {
        assert_eq!(
            [1.0, 2.0, 10.0, 1.5].map(|x| ln(x).to_bits()),
            [0, 0x3FE6_2E42_FEFA_39EF, 0x4002_6BB1_BBB5_5515, 0x3FD9_F323_ECBF_984C]
        );
    }
}
