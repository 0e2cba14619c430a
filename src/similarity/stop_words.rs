//! Words that stand in any requirement and any design, and so say nothing of what one has in common with the other.

/// In alphabetical order: the words of grammar, the modal verbs of requirements, small numbers, and words by which a text speaks of itself.
#[rustfmt::skip]
const STOP_WORDS: &[&str] = &[
    "a", "about", "above", "across", "after", "again", "against", "all", "almost", "alone", "along", "already", "also", "although",
    "always", "am", "among", "amount", "an", "and", "another", "any", "anyone", "anything", "anyway", "anywhere", "are", "around", "as",
    "at", "away", "back", "be", "became", "because", "become", "becomes", "been", "before", "behind", "being", "below", "beneath",
    "beside", "besides", "between", "beyond", "both", "bottom", "but", "by", "call", "can", "cannot", "could", "describe", "describes",
    "detail", "details", "did", "do", "does", "doing", "done", "down", "due", "during", "each", "eg", "eight", "either", "eleven",
    "else", "elsewhere", "enough", "etc", "even", "ever", "every", "everyone", "everything", "everywhere", "except", "few", "find",
    "first", "five", "for", "found", "four", "from", "front", "full", "further", "furthermore", "get", "gets", "go", "goes", "had",
    "has", "have", "having", "he", "hence", "her", "here", "hereby", "hers", "herself", "him", "himself", "his", "how", "however",
    "hundred", "i", "ie", "if", "in", "inc", "indeed", "instead", "into", "is", "it", "its", "itself", "just", "keep", "keeps", "last",
    "least", "less", "let", "lets", "ltd", "made", "make", "makes", "many", "may", "maybe", "me", "meanwhile", "might", "mine", "more",
    "moreover", "most", "mostly", "much", "must", "my", "myself", "name", "namely", "neither", "never", "nevertheless", "next", "nine",
    "no", "nobody", "none", "nor", "not", "nothing", "now", "nowhere", "of", "off", "often", "on", "once", "one", "ones", "only",
    "onto", "or", "other", "others", "otherwise", "ought", "our", "ours", "ourselves", "out", "over", "own", "part", "per", "perhaps",
    "please", "put", "puts", "quite", "rather", "re", "really", "same", "second", "see", "seem", "seemed", "seeming", "seems", "seven",
    "several", "shall", "she", "should", "show", "shows", "side", "since", "six", "so", "some", "somehow", "someone", "something",
    "sometimes", "somewhere", "soon", "still", "such", "take", "takes", "ten", "than", "that", "the", "their", "theirs", "them",
    "themselves", "then", "thence", "there", "thereby", "therefore", "therein", "these", "they", "third", "this", "those", "though",
    "three", "through", "throughout", "thus", "to", "together", "too", "top", "toward", "towards", "twelve", "twenty", "two", "under",
    "until", "unto", "up", "upon", "us", "very", "via", "was", "we", "well", "were", "what", "whatever", "when", "whenever", "where",
    "whereas", "whereby", "wherein", "wherever", "whether", "which", "whichever", "while", "who", "whoever", "whole", "whom", "whose",
    "why", "will", "with", "within", "without", "would", "yes", "yet", "you", "your", "yours", "yourself", "yourselves",
];

/// Where the words with each letter begin; the last is where all end. Every word of a document is looked up several times.
const STARTS: [usize; 27] = {
    let mut starts = [STOP_WORDS.len(); 27];
    let mut at = STOP_WORDS.len();
    while at > 0 {
        at -= 1;
        let mut letter = (STOP_WORDS[at].as_bytes()[0] - b'a') as usize + 1;
        while letter > 0 {
            letter -= 1;
            starts[letter] = at;
        }
    }
    starts
};

/// Whether a word, in small letters, says nothing of what a text is about.
pub(super) fn is_stop_word(word: &str) -> bool {
    let Some(first @ b'a'..=b'z') = word.bytes().next() else { return false };
    let letter = usize::from(first - b'a');
    STOP_WORDS[STARTS[letter]..STARTS[letter + 1]].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order_and_found() {
        assert!(STOP_WORDS.is_sorted());
        assert!(STOP_WORDS.iter().all(|word| is_stop_word(word)));
        assert!(["", "zone", "x", "1", "\u{e9}tat", "thee"].iter().all(|word| !is_stop_word(word)));
    }
}
