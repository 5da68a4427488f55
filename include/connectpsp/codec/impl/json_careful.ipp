// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_JSON_CAREFUL_IPP
#define CONNECTPSP_CODEC_IMPL_JSON_CAREFUL_IPP

#include <connectpsp/codec/impl/json_reader.ipp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The size that a character's first byte states, and one for a byte that begins no character.
/// RFC 3629 §4
CONNECTPSP_NOINLINE inline std::size_t stated_size(unsigned char first) noexcept {
    if (first < 0xC2 || first > 0xF4) return 1;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// The number of bytes at the front that one U+FFFD replaces where no character stands: as many as
/// begin a character, and at least one.  Unicode 15.0 §3.9, "maximal subpart"
CONNECTPSP_NOINLINE inline std::size_t size_of_broken_character(std::string_view text) noexcept {
    auto const first = static_cast<unsigned char>(text[0]);
    // The range of the second byte excludes overlong forms, surrogates and all above U+10FFFF.
    unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    std::size_t taken = 1;
    for (; taken < stated_size(first) && taken < text.size(); ++taken, low = 0x80, high = 0xBF) {
        auto const next = static_cast<unsigned char>(text[taken]);
        if (next < low || next > high) break;
    }
    return taken;
}

/// Whether the text ends before the size that its first byte states. The fast parser says of such
/// a document that it is incomplete.
CONNECTPSP_NOINLINE inline bool is_cut_character(std::string_view text) noexcept {
    return stated_size(static_cast<unsigned char>(text[0])) > text.size();
}

/// A slow reader of RFC 8259, for the same handler as the fast parser. It accepts exponents of any
/// size, wipes the text of every string that has escapes, and repairs the inside of strings when it
/// may. Its functions are not inlined, because g++ would then inline less of the fast parser.
class careful_parser {
public:
    careful_parser(std::string_view text, container_target document, strictness how)
        : at_(text.data())
        , end_(at_ + text.size())
        , repairing_(how == strictness::repairs)
        , reader_(document) {}

    careful_parser(careful_parser const&) = delete;
    careful_parser& operator=(careful_parser const&) = delete;
    ~careful_parser() { forget_text(); }

    CONNECTPSP_NOINLINE std::optional<error> read() {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (repairing_ && rest().starts_with(mark)) {
            at_ += mark.size();
            repaired_ = true;
        }
        skip_space();
        if (!value()) return complaint_of(reader_, ec_, false);
        skip_space();
        if (at_ != end_) return error{errc::json_trailing_bytes};
        return std::nullopt;
    }

    /// Whether anything was repaired.
    bool repaired() const noexcept { return repaired_; }

private:
    using problem = boost::json::error;

    std::string_view rest() const noexcept { return {at_, static_cast<std::size_t>(end_ - at_)}; }
    bool is_at(char c) const noexcept { return at_ != end_ && *at_ == c; }
    CONNECTPSP_NOINLINE bool skip(char c) noexcept {
        bool const here = is_at(c);
        at_ += here ? 1 : 0;
        return here;
    }
    CONNECTPSP_NOINLINE void skip_space() noexcept {
        while (is_at(' ') || is_at('\t') || is_at('\n') || is_at('\r'))
            ++at_;
    }

    bool stop(problem why) noexcept {
        ec_ = why;
        return false;
    }
    CONNECTPSP_NOINLINE bool stop_here() noexcept {
        return stop(at_ == end_ ? problem::incomplete : problem::syntax);
    }

    CONNECTPSP_NOINLINE bool literal(std::string_view expected) noexcept {
        for (char const c : expected)
            if (!skip(c)) return stop_here();
        return true;
    }

    CONNECTPSP_NOINLINE bool value() {
        switch (at_ == end_ ? '\0' : *at_) {
        case '{': return container('}');
        case '[': return container(']');
        case '"': return string_value();
        case 't': return literal("true") && reader_.on_bool(true, ec_);
        case 'f': return literal("false") && reader_.on_bool(false, ec_);
        case 'n': return literal("null") && reader_.on_null(ec_);
        default: return number();
        }
    }

    CONNECTPSP_NOINLINE bool container(char closing) {
        if (depth_ == limits::json_depth) return stop(problem::too_deep);
        bool const object = closing == '}';
        if (object ? !reader_.on_object_begin(ec_) : !reader_.on_array_begin(ec_)) return false;
        ++depth_;
        ++at_;
        skip_space();
        if (!is_at(closing)) {
            do {
                skip_space();
                if (object && !key()) return false;
                if (!value()) return false;
                skip_space();
            } while (skip(','));
        }
        if (!skip(closing)) return stop_here();
        --depth_;
        return object ? reader_.on_object_end(0, ec_) : reader_.on_array_end(0, ec_);
    }

    /// A key with a character that was repaired is unknown, because no known key has that one.
    CONNECTPSP_NOINLINE bool key() {
        std::string_view text;
        bool repaired = false;
        if (!is_at('"')) return stop_here();
        if (!string(text, repaired)) return false;
        if (!reader_.on_key({text.data(), text.size()}, text.size(), ec_)) return false;
        skip_space();
        if (!skip(':')) return stop_here();
        skip_space();
        return true;
    }

    CONNECTPSP_NOINLINE bool string_value() {
        std::string_view text;
        bool repaired = false;
        if (!string(text, repaired)) return false;
        bool const read = repaired
                              ? reader_.on_repaired_string(text, ec_)
                              : reader_.on_string({text.data(), text.size()}, text.size(), ec_);
        forget_text();
        return read;
    }

    CONNECTPSP_NOINLINE bool digits() noexcept {
        if (at_ == end_ || !is_digit(*at_)) return stop_here();
        while (at_ != end_ && is_digit(*at_))
            ++at_;
        return true;
    }

    CONNECTPSP_NOINLINE bool number() {
        char const* const begin = at_;
        skip('-');
        if (!skip('0') && !digits()) return false;
        if (skip('.') && !digits()) return false;
        if (skip('e') || skip('E')) {
            if (!skip('-')) skip('+');
            if (!digits()) return false;
        }
        return reader_.on_double(0, {begin, static_cast<std::size_t>(at_ - begin)}, ec_);
    }

    /// Reads a string.
    /// @param text gets what it says: a view of the document, or of `text_` where it has escapes
    CONNECTPSP_NOINLINE bool string(std::string_view& text, bool& repaired) {
        forget_text();
        char const* const begin = ++at_;
        char const* run = begin; // what is not in text_ yet
        auto const take_run = [&] {
            append_secret(text_, {run, static_cast<std::size_t>(at_ - run)});
        };
        while (!is_at('"')) {
            if (at_ == end_) return stop(problem::incomplete);
            if (*at_ == '\\') {
                take_run();
                ++at_;
                if (!escape(repaired)) return false;
                run = at_;
                continue;
            }
            if (static_cast<unsigned char>(*at_) < 0x20) { // its escape means the same character
                if (!repairing_) return stop(problem::syntax);
                repaired = true;
                ++at_;
                continue;
            }
            std::size_t const size = front_character(rest()).size;
            if (size == 0) {
                if (!repairing_)
                    return stop(is_cut_character(rest()) ? problem::incomplete : problem::syntax);
                take_run();
                append_replacement(repaired);
                at_ += size_of_broken_character(rest());
                run = at_;
            }
            at_ += size;
        }
        if (run != begin) take_run();
        text = run != begin ? std::string_view{text_}
                            : std::string_view{begin, static_cast<std::size_t>(at_ - begin)};
        ++at_;
        repaired_ = repaired_ || repaired;
        return true;
    }

    /// Reads an escape behind its backslash.
    CONNECTPSP_NOINLINE bool escape(bool& repaired) {
        constexpr std::string_view names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
        if (skip('u')) return unicode_escape(repaired);
        std::size_t const which = at_ == end_ ? names.npos : names.find(*at_);
        if (which == names.npos) return stop_here();
        append_secret(text_, meanings.substr(which, 1));
        ++at_;
        return true;
    }

    CONNECTPSP_NOINLINE bool unicode_escape(bool& repaired) {
        unsigned unit = 0;
        if (!hexadecimal(unit)) return false;
        if (unit < 0xD800 || unit > 0xDFFF) {
            append_character(unit);
            return true;
        }
        if (unit < 0xDC00) {
            char const* const behind = at_;
            unsigned second = 0;
            if (literal("\\u") && hexadecimal(second) && second >= 0xDC00 && second <= 0xDFFF) {
                append_character(0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00));
                return true;
            }
            if (!repairing_) return ec_.failed() ? false : stop(problem::syntax);
            ec_ = {};
            at_ = behind;
        }
        if (!repairing_) return stop(problem::syntax);
        append_replacement(repaired);
        return true;
    }

    CONNECTPSP_NOINLINE bool hexadecimal(unsigned& unit) noexcept {
        for (int i = 0; i != 4; ++i, ++at_) {
            int const digit = at_ == end_ ? -1 : hex_value(*at_);
            if (digit < 0) return stop_here();
            unit = unit * 16 + static_cast<unsigned>(digit);
        }
        return true;
    }

    CONNECTPSP_NOINLINE void append_character(unsigned point) {
        int const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        constexpr unsigned marks[] = {0, 0xC0, 0xE0, 0xF0};
        char bytes[4];
        for (int i = 0; i <= more; ++i) {
            unsigned const bits = point >> (6 * (more - i));
            bytes[i] = static_cast<char>(i == 0 ? marks[more] | bits : 0x80 | (bits & 0x3F));
        }
        append_secret(text_, {bytes, static_cast<std::size_t>(more) + 1});
        wipe(bytes, sizeof bytes);
    }

    void append_replacement(bool& repaired) {
        append_character(0xFFFD);
        repaired = true;
    }

    CONNECTPSP_NOINLINE void forget_text() noexcept {
        wipe(text_.data(), text_.size());
        text_.clear();
    }

    char const* at_;
    char const* end_;
    std::size_t depth_ = 0;
    bool repairing_;
    bool repaired_ = false;
    boost::system::error_code ec_{};
    std::string text_{};
    json_reader reader_;
};

CONNECTPSP_DECL std::optional<error> read_carefully(std::string_view text,
                                                    container_target document, strictness how) {
    if (text.size() > limits::response_body_bytes) return error{errc::body_too_large};
    careful_parser parser{text, document, how};
    auto wrong = parser.read();
    // A document that the fast parser refuses and that needs no repair stays refused.
    if (!wrong && how == strictness::repairs && !parser.repaired())
        return error{errc::json_syntax, {.underlying = boost::json::error::syntax}};
    return wrong;
}

/// Whether the document is not JSON, whatever its values say.
CONNECTPSP_NOINLINE inline bool is_not_json(error const& wrong) noexcept {
    return wrong.underlying().failed() || wrong == errc::json_trailing_bytes;
}

CONNECTPSP_DECL std::optional<error> read_again(std::string_view text, container_target document,
                                                void (*start_over)(void*), strictness how,
                                                error wrong) {
    // Some versions of Boost refuse such an exponent wherever it stands, and later ones do not.
    if (wrong.underlying() == boost::json::error::exponent_overflow) {
        start_over(document.owner);
        auto exact = read_carefully(text, document, strictness::exact);
        if (!exact) return exact;
        wrong = std::move(*exact);
    }
    if (how == strictness::exact || !wrong.underlying().failed()) return wrong;
    start_over(document.owner);
    auto still = read_carefully(text, document, strictness::repairs);
    if (still && is_not_json(*still)) return wrong;
    return still;
}

} // namespace connectpsp::detail

#endif
