// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// HMAC-SHA256 with one key that is kept, as a receiver of webhooks has it.

#include "allocations.hpp"

#include <connectpsp/codec/signature.hpp>

#include <benchmark/benchmark.h>
#include <cryptopp/hmac.h>
#include <cryptopp/sha.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using connectpsp::mac;

constexpr std::string_view key = "3f0c9a52-6a7d-4b1e-9c58-2d4be07a91f3";

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

struct library {
    connectpsp::signer signer = connectpsp::signer::make(connectpsp::secret{key}).value();

    mac operator()(std::string_view message) const { return signer(message); }
};

/// OpenSSL with a context that is kept, and restarted with the key that it holds.
class openssl_reused {
public:
    openssl_reused() {
        char digest[] = "SHA256";
        OSSL_PARAM const parameters[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
            OSSL_PARAM_construct_end()};
        EVP_MAC_init(context_.get(), bytes_of(key), key.size(), parameters);
    }

    mac operator()(std::string_view message) const {
        mac code;
        std::size_t size = 0;
        EVP_MAC_init(context_.get(), nullptr, 0, nullptr);
        EVP_MAC_update(context_.get(), bytes_of(message), message.size());
        EVP_MAC_final(context_.get(), code.data(), &size, code.size());
        return code;
    }

private:
    struct freeing {
        void operator()(EVP_MAC* algorithm) const { EVP_MAC_free(algorithm); }
        void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
    };

    std::unique_ptr<EVP_MAC, freeing> algorithm_{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    std::unique_ptr<EVP_MAC_CTX, freeing> context_{EVP_MAC_CTX_new(algorithm_.get())};
};

/// Crypto++ as its documentation has it.
struct cryptopp_anew {
    mac operator()(std::string_view message) const {
        mac code;
        CryptoPP::HMAC<CryptoPP::SHA256> hmac{bytes_of(key), key.size()};
        hmac.CalculateDigest(code.data(), bytes_of(message), message.size());
        return code;
    }
};

/// The floor: the compressions that one message needs, and nothing else. Its blocks are padded and
/// turned into words beforehand, and so is the block of the outer hash, with the inner digest.
class compressions_alone {
public:
    explicit compressions_alone(std::string_view message)
        : inner_(behind_key(0x36))
        , outer_(behind_key(0x5c))
        , message_blocks_(blocks_of(message)) {
        mac const digest = bytes_of_words(compressed(inner_, message_blocks_));
        digest_block_ = blocks_of({reinterpret_cast<char const*>(digest.data()), digest.size()});
    }

    mac operator()(std::string_view) const {
        benchmark::DoNotOptimize(compressed(inner_, message_blocks_));
        return bytes_of_words(compressed(outer_, digest_block_));
    }

private:
    using word = CryptoPP::word32;
    using state = std::array<word, 8>;
    using block = std::array<word, 16>;

    static state compressed(state from, std::vector<block> const& blocks) {
        for (block const& each : blocks)
            CryptoPP::SHA256::Transform(from.data(), each.data());
        return from;
    }

    static block words_of(std::string_view bytes) {
        block words{};
        for (std::size_t i = 0; i != bytes.size(); ++i)
            words[i / 4] = words[i / 4] << 8 | bytes_of(bytes)[i];
        return words;
    }

    static mac bytes_of_words(state const& words) {
        mac bytes;
        for (std::size_t i = 0; i != bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(words[i / 4] >> (24 - 8 * (i % 4)));
        return bytes;
    }

    /// The state behind the block of the key.  RFC 2104
    static state behind_key(unsigned char pad) {
        std::string bytes(64, static_cast<char>(pad));
        for (std::size_t i = 0; i != key.size(); ++i)
            bytes[i] = static_cast<char>(bytes[i] ^ key[i]);
        state initial;
        CryptoPP::SHA256::InitState(initial.data());
        return compressed(initial, {words_of(bytes)});
    }

    /// The blocks after the block of the key, with the padding of FIPS 180-4 §5.1.1.
    static std::vector<block> blocks_of(std::string_view text) {
        std::string bytes{text};
        bytes += '\x80';
        while (bytes.size() % 64 != 56)
            bytes += '\0';
        std::uint64_t const bits = (64 + text.size()) * 8;
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>(bits >> shift & 0xFF);
        std::vector<block> blocks;
        for (std::size_t at = 0; at != bytes.size(); at += 64)
            blocks.push_back(words_of(std::string_view{bytes}.substr(at, 64)));
        return blocks;
    }

    state inner_;
    state outer_;
    std::vector<block> message_blocks_;
    std::vector<block> digest_block_;
};

std::string message_of(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i != size; ++i)
        text[i] = static_cast<char>('!' + i * 31 % 94);
    return text;
}

template <class Code>
void measure(benchmark::State& state, Code const& code, std::string_view message) {
    if (code(message) != library{}(message)) {
        state.SkipWithError("another MAC than the library's");
        return;
    }
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(code(message)); });
    for (auto _ : state)
        benchmark::DoNotOptimize(code(message));
}

template <class Code>
void mac_of(benchmark::State& state) {
    std::string const message = message_of(static_cast<std::size_t>(state.range(0)));
    if constexpr (std::is_constructible_v<Code, std::string_view>)
        measure(state, Code{message}, message);
    else
        measure(state, Code{}, message);
}

void sizes(benchmark::internal::Benchmark* session) { session->Arg(300)->Arg(700)->Arg(1500); }

BENCHMARK_TEMPLATE(mac_of, library)->Name("mac/connectpsp")->Apply(sizes);
BENCHMARK_TEMPLATE(mac_of, openssl_reused)->Name("mac/openssl_evp_mac_reused")->Apply(sizes);
BENCHMARK_TEMPLATE(mac_of, cryptopp_anew)->Name("mac/cryptopp_hmac_anew")->Apply(sizes);
BENCHMARK_TEMPLATE(mac_of, compressions_alone)->Name("mac/compressions_alone")->Apply(sizes);

} // namespace

BENCHMARK_MAIN();
